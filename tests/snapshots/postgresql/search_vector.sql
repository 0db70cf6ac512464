WITH "_page"("_row$", "id", "words") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_searchrow"."id", "testapp_searchrow"."words" FROM "testapp_searchrow" ORDER BY "testapp_searchrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_searchrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"words":'||coalesce(to_json("_page"."words")::text,'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
