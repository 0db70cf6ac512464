WITH "_page"("_row$", "id", "day") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" AS "id", django_datetime_cast_date("testapp_book"."published", %s, %s) AS "day" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_book") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"day":'||CASE WHEN "_page"."day" IS NULL THEN 'null' WHEN typeof("_page"."day") IN ('text') THEN CASE WHEN "_page"."day" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND "_page"."day">='0001' AND date("_page"."day",'+0 days')=substr("_page"."day",1,19) THEN '"'||"_page"."day"||'"' ELSE CASE typeof("_page"."day") WHEN 'text' THEN char(1)||'0:'||nullif(json_quote(CAST("_page"."day" AS TEXT)),'null')||char(2) ELSE char(1)||'!'||char(2) END END ELSE char(1)||'!'||char(2) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
