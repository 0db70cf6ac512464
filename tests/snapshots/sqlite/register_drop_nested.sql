WITH "_page"("_row$", "id", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."author_id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_book") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"author":'||CASE WHEN "_page"."author_id" IS NULL THEN 'null' ELSE '{"id":'||CASE typeof("_author_1"."id") WHEN 'integer' THEN CAST("_author_1"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"name":'||CASE WHEN typeof("_author_1"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_author_1"."name" AS TEXT)) END||'}' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
