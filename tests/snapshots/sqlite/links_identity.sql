WITH "_page"("_row$", "name", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."name", "testapp_author"."id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_author") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||CASE WHEN typeof("_page"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."name" AS TEXT)) END||',"url":"␃'||CASE WHEN typeof("_page"."id")='integer' THEN CAST("_page"."id" AS TEXT) ELSE CASE typeof("_page"."id") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'0:'||nullif(json_quote(CAST(CAST("_page"."id" AS TEXT) AS TEXT)),'null')||char(2) END END||'␄' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
