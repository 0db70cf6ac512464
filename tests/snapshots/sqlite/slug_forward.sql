WITH "_page"("_row$", "id", "country_id", "mentor_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id", "testapp_author"."country_id", "testapp_author"."mentor_id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_author") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"country":'||coalesce(CASE WHEN typeof("_country_1"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_country_1"."name" AS TEXT)) END,'null')||',"mentor":'||CASE WHEN "_author_2"."born" IS NULL THEN 'null' WHEN "_author_2"."born" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' THEN '"'||"_author_2"."born"||'"' ELSE CASE typeof("_author_2"."born") WHEN 'text' THEN char(1)||'0:'||nullif(json_quote(CAST("_author_2"."born" AS TEXT)),'null')||char(2) ELSE char(1)||'!'||char(2) END END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_country" AS "_country_1" ON "_page"."country_id" = "_country_1"."id"
LEFT JOIN "testapp_author" AS "_author_2" ON "_page"."mentor_id" = "_author_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
