WITH "_page"("_row$", "grouped") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_choicerow"."grouped" FROM "testapp_choicerow" ORDER BY "testapp_choicerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_choicerow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":'||CASE CAST("_page"."grouped" AS TEXT) COLLATE BINARY WHEN 'a' THEN '"a"' WHEN 'c' THEN '"c"' WHEN 'b' THEN '"b"' ELSE CASE WHEN typeof("_page"."grouped")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."grouped" AS TEXT)) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
