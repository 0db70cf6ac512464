WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"hello":'||coalesce((SELECT CASE WHEN "_hello_1"."sqllist_twin" IS NULL THEN 'null' WHEN pg_typeof("_hello_1"."sqllist_twin")::text IN ('text','character varying','character','name','unknown') THEN to_json(concat("_hello_1"."sqllist_twin")::text)::text ELSE E'\x01!\x02' END FROM (SELECT (COALESCE(%s, %s) || COALESCE("testapp_author"."name", %s)) AS "sqllist_twin" FROM "testapp_author" WHERE "testapp_author"."id" = ("_page"."id")) AS "_hello_1"("sqllist_twin")),E'\x01!\x02')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
