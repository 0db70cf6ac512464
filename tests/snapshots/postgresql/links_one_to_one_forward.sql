WITH "_page"("_row$", "id", "author_id", "home_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_profile"."id", "testapp_profile"."author_id", "testapp_profile"."home_id" FROM "testapp_profile" ORDER BY "testapp_profile"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_profile") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"author":"␃'||"_page"."author_id"::text||'␄'||CASE WHEN "_page"."home_id" IS NULL THEN 'null' ELSE '"␅'||"_page"."home_id"::text||'␆' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
