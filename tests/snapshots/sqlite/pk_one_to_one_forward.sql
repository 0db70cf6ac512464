WITH "_page"("_row$", "id", "author_id", "home_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_profile"."id", "testapp_profile"."author_id", "testapp_profile"."home_id" FROM "testapp_profile" ORDER BY "testapp_profile"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_profile") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"author":'||CASE typeof("_page"."author_id") WHEN 'integer' THEN CAST("_page"."author_id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"home":'||CASE WHEN "_page"."home_id" IS NULL THEN 'null' ELSE CASE typeof("_page"."home_id") WHEN 'integer' THEN CAST("_page"."home_id" AS TEXT) ELSE char(1)||'!'||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
