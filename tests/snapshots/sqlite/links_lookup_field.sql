WITH "_page"("_row$", "name", "country_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."name", "testapp_author"."country_id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_author") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||CASE WHEN typeof("_page"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."name" AS TEXT)) END||',"country":'||CASE WHEN "_page"."country_id" IS NULL THEN 'null' ELSE '"␃'||CASE WHEN typeof("_country_1"."code")='text' AND "_country_1"."code"<>'' AND "_country_1"."code" NOT GLOB '*[^-a-zA-Z0-9_]*' AND length("_country_1"."code")=length(CAST("_country_1"."code" AS BLOB)) THEN "_country_1"."code" ELSE CASE typeof("_country_1"."code") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'0:'||nullif(json_quote(CAST(CAST("_country_1"."code" AS TEXT) AS TEXT)),'null')||char(2) END END||'␄' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_country" AS "_country_1" ON "_page"."country_id" = "_country_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
