WITH "_page"("_row", "data") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_hstorerow"."data" FROM "testapp_hstorerow" ORDER BY "testapp_hstorerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_hstorerow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row" AS "_row", '{"data":'||CASE WHEN "_page"."data" IS NULL THEN 'null' ELSE '{'||coalesce((SELECT string_agg(to_json(e.key)::text||':'||coalesce(to_json(e.value)::text,'null'),',') FROM each("_page"."data") AS e),'')||'}' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row"
