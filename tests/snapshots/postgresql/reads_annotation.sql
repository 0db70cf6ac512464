WITH "_page"("_row$", "id", "name", "count") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id" AS "id", "testapp_author"."name" AS "name", COUNT("testapp_book"."id") AS "count" FROM "testapp_author" LEFT OUTER JOIN "testapp_book" ON ("testapp_author"."id" = "testapp_book"."author_id") GROUP BY 1 ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM (SELECT "testapp_author"."id" AS "col1" FROM "testapp_author" LEFT OUTER JOIN "testapp_book" ON ("testapp_author"."id" = "testapp_book"."author_id") GROUP BY 1) AS "subquery") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||E'\x010:'||'['||to_json(ARRAY["_page"."id"::text,"_page"."name"::text,CASE WHEN "_page"."count" IS NOT NULL THEN CASE WHEN pg_typeof("_page"."count")::text IN ('numeric','bigint','integer','smallint') THEN coalesce((concat("_page"."count")::numeric::text),E'\x01!\x02') ELSE E'\x01!\x02' END END]::text[])::text||']'||E'\x02'||'"id":'||"_page"."id"::text||',"line":'||E'\x011\x02'||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
