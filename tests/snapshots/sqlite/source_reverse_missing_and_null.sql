WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_author") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||CASE WHEN "_profile_1"."author_id" IS NULL THEN ',"home":null' WHEN "_profile_1"."home_id" IS NULL THEN '' ELSE ',"home":'||coalesce(CASE WHEN typeof("_country_2"."code")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_country_2"."code" AS TEXT)) END,'null') END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_profile" AS "_profile_1" ON "_page"."id" = "_profile_1"."author_id"
LEFT JOIN "testapp_country" AS "_country_2" ON "_profile_1"."home_id" = "_country_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
