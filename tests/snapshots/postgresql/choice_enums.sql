WITH "_page"("_row$", "status", "level", "grouped", "custom") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_choicerow"."status", "testapp_choicerow"."level", "testapp_choicerow"."grouped", "testapp_choicerow"."custom" FROM "testapp_choicerow" ORDER BY "testapp_choicerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_choicerow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"status":'||to_json("_page"."status")::text||',"level":'||CASE WHEN "_page"."level" IS NULL THEN 'null' ELSE "_page"."level"::text END||',"grouped":'||to_json("_page"."grouped")::text||',"custom":'||to_json("_page"."custom")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
