WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalkey"."id" FROM "testapp_decimalkey" ORDER BY "testapp_decimalkey"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_decimalkey") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"url":"␃'||CASE typeof("_page"."id") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'0:'||nullif(json_quote(CAST(CAST("_page"."id" AS TEXT) AS TEXT)),'null')||char(2) END||'␄'||CASE typeof("_page"."id") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'1:'||nullif(json_quote(CAST(CAST("_page"."id" AS TEXT) AS TEXT)),'null')||char(2) END||'␅' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
