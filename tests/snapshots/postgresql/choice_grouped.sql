WITH "_page"("_row$", "grouped") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_choicerow"."grouped" FROM "testapp_choicerow" ORDER BY "testapp_choicerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_choicerow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":'||CASE "_page"."grouped"::text COLLATE "C" WHEN 'a' THEN '"a"' WHEN 'c' THEN '"c"' WHEN 'b' THEN '"b"' ELSE to_json("_page"."grouped")::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
