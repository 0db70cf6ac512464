WITH "_page"("_row$", "id", "text", "maybe") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_textrow"."id", "testapp_textrow"."text", "testapp_textrow"."maybe" FROM "testapp_textrow" ORDER BY "testapp_textrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_textrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id": '||"_page"."id"::text||', "text": '||to_json("_page"."text")::text||', "maybe": '||coalesce(to_json("_page"."maybe")::text,'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
