WITH "_page"("_row$", "decoded") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_jsonrow"."decoded" FROM "testapp_jsonrow" ORDER BY "testapp_jsonrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_jsonrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"decoded":'||CASE WHEN "_page"."decoded" IS NULL THEN 'null' ELSE E'\x010:'||to_json(("_page"."decoded"::text)::text)::text||E'\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
