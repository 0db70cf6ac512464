WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"old":'||coalesce((SELECT CASE WHEN "_old_1"."sqllist_twin" IS NULL THEN 'null' WHEN pg_typeof("_old_1"."sqllist_twin")::text IN ('boolean') THEN concat("_old_1"."sqllist_twin")::boolean::text ELSE E'\x01!\x02' END FROM (SELECT "testapp_book"."published" < (STATEMENT_TIMESTAMP()) AS "sqllist_twin" FROM "testapp_book" WHERE "testapp_book"."id" = ("_page"."id")) AS "_old_1"("sqllist_twin")),E'\x01!\x02')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
