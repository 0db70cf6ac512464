WITH "_page"("_row$", "title", "author_id", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."title", "testapp_book"."author_id", "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"title":'||to_json("_page"."title")::text||',"url":'||CASE WHEN "_page"."author_id" IS NULL THEN 'null' ELSE '"␃'||CASE WHEN "_page"."author_id">=0 THEN "_page"."author_id"::text ELSE E'\x010:'||to_json(("_page"."author_id"::text)::text)::text||E'\x02' END||'␄'||CASE WHEN "_page"."id">=0 THEN "_page"."id"::text ELSE E'\x011:'||to_json(("_page"."id"::text)::text)::text||E'\x02' END||'␅' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
