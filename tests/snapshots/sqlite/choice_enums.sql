WITH "_page"("_row$", "status", "level", "grouped", "custom") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_choicerow"."status", "testapp_choicerow"."level", "testapp_choicerow"."grouped", "testapp_choicerow"."custom" FROM "testapp_choicerow" ORDER BY "testapp_choicerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_choicerow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"status":'||CASE WHEN typeof("_page"."status")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."status" AS TEXT)) END||',"level":'||CASE WHEN "_page"."level" IS NULL THEN 'null' ELSE CASE typeof("_page"."level") WHEN 'integer' THEN CAST("_page"."level" AS TEXT) ELSE char(1)||'!'||char(2) END END||',"grouped":'||CASE WHEN typeof("_page"."grouped")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."grouped" AS TEXT)) END||',"custom":'||CASE WHEN typeof("_page"."custom")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."custom" AS TEXT)) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
