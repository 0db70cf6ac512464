WITH "_page"("_row", "id", "name", "born", "country_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id", "testapp_author"."name", "testapp_author"."born", "testapp_author"."country_id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row" AS "_row", '{"id":'||"_page"."id"::text||',"name":'||to_json("_page"."name")::text||',"born":'||CASE WHEN "_page"."born" IS NULL THEN 'null' WHEN "_page"."born" BETWEEN '0001-01-01' AND '9999-12-31' THEN to_json("_page"."born")::text ELSE E'\x010:'||to_json((CASE WHEN "_page"."born" BETWEEN '0001-01-01' AND '9999-12-31' THEN to_char("_page"."born",'YYYY-MM-DD') END)::text)::text||E'\x02' END||',"country":'||CASE WHEN "_page"."country_id" IS NULL THEN 'null' ELSE '{"id":'||"_country_1"."id"::text||',"code":'||to_json("_country_1"."code")::text||',"name":'||to_json("_country_1"."name")::text||'}' END||',"profile":'||CASE WHEN "_profile_2"."author_id" IS NULL THEN 'null' ELSE '{"bio":'||to_json("_profile_2"."bio")::text||',"home":'||CASE WHEN "_profile_2"."home_id" IS NULL THEN 'null' ELSE '{"id":'||"_country_3"."id"::text||',"code":'||to_json("_country_3"."code")::text||',"name":'||to_json("_country_3"."name")::text||'}' END||'}' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_country" AS "_country_1" ON "_page"."country_id" = "_country_1"."id"
LEFT JOIN "testapp_profile" AS "_profile_2" ON "_page"."id" = "_profile_2"."author_id"
LEFT JOIN "testapp_country" AS "_country_3" ON "_profile_2"."home_id" = "_country_3"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row"
