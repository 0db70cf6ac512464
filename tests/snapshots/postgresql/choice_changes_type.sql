WITH "_page"("_row$", "level") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_choicerow"."level" FROM "testapp_choicerow" ORDER BY "testapp_choicerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_choicerow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":'||CASE WHEN "_page"."level" IS NULL THEN 'null' ELSE CASE "_page"."level"::text COLLATE "C" WHEN '1' THEN '"1"' WHEN '2' THEN '"2"' ELSE "_page"."level"::text END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
