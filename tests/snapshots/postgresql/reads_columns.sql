WITH "_page"("_row$", "id", "title", "price") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."title", "testapp_book"."price" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||E'\x010:'||'['||to_json(ARRAY["_page"."id"::text,"_page"."title"::text,CASE WHEN "_page"."price" IS NOT NULL THEN coalesce(('='||"_page"."price"::text),E'\x01!\x02') END]::text[])::text||']'||E'\x02'||'"id":'||"_page"."id"::text||',"line":'||E'\x011\x02'||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
