WITH "_page"("_row$", "name", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."name", "testapp_author"."id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||to_json("_page"."name")::text||',"profile":'||CASE WHEN "_profile_1"."author_id" IS NULL THEN 'null' ELSE '"␃'||"_profile_1"."id"::text||'␄' END||',"bio":'||CASE WHEN "_profile_1"."author_id" IS NULL THEN 'null' ELSE '"␅'||CASE WHEN ("_profile_1"."bio"::text) COLLATE "C" ~ '^[-a-zA-Z0-9_]+$' THEN "_profile_1"."bio"::text ELSE E'\x011:'||to_json(("_profile_1"."bio"::text)::text)::text||E'\x02' END||'␆' END||',"fast":'||CASE WHEN "_profile_1"."author_id" IS NULL THEN 'null' ELSE '"␃'||"_profile_1"."id"::text||'␄' END||'}' AS "body"
FROM "_page"
LEFT JOIN (SELECT * FROM "testapp_profile" AS "_profile_1" WHERE "_profile_1"."author_id" = ANY(ARRAY(SELECT "_page"."id" FROM "_page"))) AS "_profile_1" ON "_page"."id" = "_profile_1"."author_id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
