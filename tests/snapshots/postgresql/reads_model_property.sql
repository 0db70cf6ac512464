WITH "_page"("_row$", "id", "name", "country_id", "mentor_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id", "testapp_author"."name", "testapp_author"."country_id", "testapp_author"."mentor_id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||E'\x010:'||'['||to_json(ARRAY["_page"."id"::text,"_page"."name"::text,"_page"."country_id"::text]::text[])::text||','||CASE WHEN "_country_1"."id" IS NULL THEN 'null' ELSE '['||to_json(ARRAY["_country_1"."id"::text,"_country_1"."name"::text]::text[])::text||']' END||']'||E'\x02'||'"id":'||"_page"."id"::text||',"mentor":'||CASE WHEN "_page"."mentor_id" IS NULL THEN 'null' ELSE "_page"."mentor_id"::text END||E'\x011\x02'||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_country" AS "_country_1" ON "_page"."country_id" = "_country_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
