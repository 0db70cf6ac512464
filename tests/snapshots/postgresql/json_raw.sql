WITH "_page"("_row$", "data") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_jsonrow"."data" FROM "testapp_jsonrow" ORDER BY "testapp_jsonrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_jsonrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"data": '||CASE WHEN "_page"."data" IS NULL THEN 'null' ELSE CASE jsonb_typeof("_page"."data") WHEN 'string' THEN E'\x01!\x02' ELSE "_page"."data"::text END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
