WITH "_page"("_row$", "id", "subject") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_letter"."id" AS "id", "testapp_letter"."subject" AS "subject" FROM "testapp_letter" ORDER BY "testapp_letter"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_letter") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"url":"␃'||CASE WHEN typeof("_page"."id")='integer' AND "_page"."id">=0 THEN CAST("_page"."id" AS TEXT) ELSE CASE typeof("_page"."id") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'0:'||nullif(json_quote(CAST(CAST("_page"."id" AS TEXT) AS TEXT)),'null')||char(2) END END||'␄'||CASE WHEN typeof("_page"."subject")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."subject" AS TEXT)) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
