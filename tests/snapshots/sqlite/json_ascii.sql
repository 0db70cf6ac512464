WITH "_page"("_row$", "data") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_jsonrow"."data" FROM "testapp_jsonrow" ORDER BY "testapp_jsonrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_jsonrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"data":'||CASE WHEN "_page"."data" IS NULL THEN 'null' ELSE CASE typeof("_page"."data") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'0:'||nullif(json_quote(CAST(CAST("_page"."data" AS TEXT) AS TEXT)),'null')||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
