WITH "_page"("_row$", "char", "text") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_textrow"."char", "testapp_textrow"."text" FROM "testapp_textrow" ORDER BY "testapp_textrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_textrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"char":'||to_json("_page"."char")::text||',"email":'||to_json("_page"."text")::text||',"regex":'||to_json("_page"."char")::text||',"url":'||to_json("_page"."text")::text||',"slug":'||to_json("_page"."char")::text||',"address":'||to_json("_page"."text")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
