WITH "_page"("_row$", "id", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_profile"."id", "testapp_profile"."author_id" FROM "testapp_profile" ORDER BY "testapp_profile"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_profile") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"again":'||coalesce(CASE WHEN typeof("_author_3"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_author_3"."name" AS TEXT)) END,'null')||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id"
LEFT JOIN "testapp_profile" AS "_profile_2" ON "_author_1"."id" = "_profile_2"."author_id"
LEFT JOIN "testapp_author" AS "_author_3" ON "_profile_2"."author_id" = "_author_3"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
