WITH "_page"("_row$", "id", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."author_id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"url":"␃'||"_page"."id"::text||'␄'||"_page"."id"::text||'␅'||CASE WHEN "_page"."author_id" IS NULL OR "_page"."author_id" IS NULL THEN 'null' ELSE '"␃'||"_page"."author_id"::text||'␄'||"_page"."author_id"::text||'␆' END||',"tags":['||coalesce((SELECT string_agg(coalesce('"␃'||"_tags_1"."id"::text||'␄'||"_tags_1"."id"::text||'␆',E'\x01!\x02'),',') FROM (SELECT "testapp_tag"."id" FROM "testapp_tag" INNER JOIN "testapp_book_tags" ON ("testapp_tag"."id" = "testapp_book_tags"."tag_id") WHERE "testapp_book_tags"."book_id" = ("_page"."id") ORDER BY "testapp_tag"."weight" DESC, "testapp_tag"."name" ASC, "testapp_tag"."id" ASC) AS "_tags_1"("id")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
