WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_author") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"hello":'||coalesce((SELECT CASE WHEN "_hello_1"."sqllist_twin" IS NULL THEN 'null' WHEN typeof("_hello_1"."sqllist_twin") IN ('text') THEN CASE WHEN typeof("_hello_1"."sqllist_twin")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_hello_1"."sqllist_twin" AS TEXT)) END ELSE char(1)||'!'||char(2) END FROM (WITH "_hello_1"("sqllist_twin") AS (SELECT (COALESCE(%s, %s) || COALESCE("testapp_author"."name", %s)) AS "sqllist_twin" FROM "testapp_author" WHERE "testapp_author"."id" = ("_page"."id")) SELECT * FROM "_hello_1") AS "_hello_1"),char(1)||'!'||char(2))||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
