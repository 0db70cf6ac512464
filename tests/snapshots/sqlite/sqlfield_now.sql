WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_book") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"old":'||coalesce((SELECT CASE WHEN "_old_1"."sqllist_twin" IS NULL THEN 'null' WHEN typeof("_old_1"."sqllist_twin") IN ('integer') THEN CASE WHEN "_old_1"."sqllist_twin" IS NULL THEN NULL WHEN CAST("_old_1"."sqllist_twin" AS TEXT)='1' THEN 'true' ELSE 'false' END ELSE char(1)||'!'||char(2) END FROM (WITH "_old_1"("sqllist_twin") AS (SELECT "testapp_book"."published" < (STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')) AS "sqllist_twin" FROM "testapp_book" WHERE "testapp_book"."id" = ("_page"."id")) SELECT * FROM "_old_1") AS "_old_1"),char(1)||'!'||char(2))||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
