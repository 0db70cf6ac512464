WITH "_page"("_row$", "title", "author_id", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."title", "testapp_book"."author_id", "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"title":'||to_json("_page"."title")::text||',"url":'||CASE WHEN "_country_2"."code" IS NULL THEN 'null' ELSE '"␃'||CASE WHEN ("_country_2"."code"::text) COLLATE "C" ~ '^[-a-zA-Z0-9_]+$' THEN "_country_2"."code"::text ELSE E'\x010:'||to_json(("_country_2"."code"::text)::text)::text||E'\x02' END||'␄'||"_page"."id"::text||'␅' END||',"profile":'||CASE WHEN "_author_1"."id" IS NULL OR "_profile_3"."id" IS NULL THEN 'null' ELSE '"␆'||"_author_1"."id"::text||'␇'||"_profile_3"."id"::text||'␈' END||',"home":'||CASE WHEN "_page"."author_id" IS NULL THEN 'null' ELSE CASE WHEN "_country_4"."code" IS NULL OR "_author_5"."name" IS NULL THEN 'null' ELSE '"␋'||CASE WHEN ("_country_4"."code"::text) COLLATE "C" ~ '^[-a-zA-Z0-9_]+$' THEN "_country_4"."code"::text ELSE E'\x014:'||to_json(("_country_4"."code"::text)::text)::text||E'\x02' END||'␌'||CASE WHEN ("_author_5"."name"::text) COLLATE "C" ~ '^[-a-zA-Z0-9_]+$' THEN "_author_5"."name"::text ELSE E'\x015:'||to_json(("_author_5"."name"::text)::text)::text||E'\x02' END||'␎' END END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id"
LEFT JOIN "testapp_country" AS "_country_2" ON "_author_1"."country_id" = "_country_2"."id"
LEFT JOIN "testapp_profile" AS "_profile_3" ON "_author_1"."id" = "_profile_3"."author_id"
LEFT JOIN "testapp_country" AS "_country_4" ON "_profile_3"."home_id" = "_country_4"."id"
LEFT JOIN "testapp_author" AS "_author_5" ON "_author_1"."mentor_id" = "_author_5"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
