WITH "_page"("_row$", "name", "country_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."name", "testapp_author"."country_id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||to_json("_page"."name")::text||',"country":'||CASE WHEN "_page"."country_id" IS NULL THEN 'null' ELSE '"␃'||CASE WHEN ("_country_1"."code"::text) COLLATE "C" ~ '^[-a-zA-Z0-9_]+$' THEN "_country_1"."code"::text ELSE E'\x010:'||to_json(("_country_1"."code"::text)::text)::text||E'\x02' END||'␄' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_country" AS "_country_1" ON "_page"."country_id" = "_country_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
