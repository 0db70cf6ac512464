WITH "_page"("_row$", "custom") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_choicerow"."custom" FROM "testapp_choicerow" ORDER BY "testapp_choicerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_choicerow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":'||CASE "_page"."custom"::text COLLATE "C" WHEN 'True' THEN 'true' WHEN 'None' THEN 'null' WHEN '1.5' THEN '1.5' WHEN '2.50' THEN '2.5' ELSE to_json("_page"."custom")::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
