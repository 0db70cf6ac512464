WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"found":['||coalesce((SELECT string_agg(coalesce('{"name":'||to_json("_found_1"."name")::text||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_author"."name" FROM "testapp_author" INNER JOIN "testapp_editing" ON ("testapp_author"."id" = "testapp_editing"."editor_id") WHERE "testapp_editing"."book_id" = ("_page"."id") ORDER BY "testapp_author"."name" DESC, "testapp_author"."id" ASC LIMIT 2) AS "_found_1"("name")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
