WITH "_page"("_row$", "status", "level", "grouped", "custom") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_choicerow"."status", "testapp_choicerow"."level", "testapp_choicerow"."grouped", "testapp_choicerow"."custom" FROM "testapp_choicerow" ORDER BY "testapp_choicerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_choicerow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"status":'||CASE "_page"."status"::text COLLATE "C" WHEN 'new' THEN '"new"' WHEN 'done' THEN '"done"' ELSE to_json("_page"."status")::text END||',"level":'||CASE WHEN "_page"."level" IS NULL THEN 'null' ELSE "_page"."level"::text END||',"grouped":'||CASE "_page"."grouped"::text COLLATE "C" WHEN 'a' THEN '"a"' WHEN 'c' THEN '"c"' WHEN 'b' THEN '"b"' ELSE to_json("_page"."grouped")::text END||',"custom":'||CASE "_page"."custom"::text COLLATE "C" WHEN 'x' THEN '"x"' ELSE to_json("_page"."custom")::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
