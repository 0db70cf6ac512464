WITH "_page"("_row$", "id", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."author_id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||E'\x010:'||'['||to_json(ARRAY["_page"."id"::text,"_page"."author_id"::text]::text[])::text||','||CASE WHEN "_author_1"."id" IS NULL THEN 'null' ELSE '['||to_json(ARRAY["_author_1"."id"::text,"_author_1"."name"::text,"_author_1"."country_id"::text]::text[])::text||','||CASE WHEN "_country_2"."id" IS NULL THEN 'null' ELSE '['||to_json(ARRAY["_country_2"."id"::text,"_country_2"."name"::text]::text[])::text||']' END||']' END||']'||E'\x02'||'"id":'||"_page"."id"::text||E'\x011\x02'||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id"
LEFT JOIN "testapp_country" AS "_country_2" ON "_author_1"."country_id" = "_country_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
