WITH "_page"("_row$", "integer") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_numberrow"."integer" FROM "testapp_numberrow" ORDER BY "testapp_numberrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_numberrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"integer":'||CASE WHEN abs(round("_page"."integer"::numeric,2))<1e8 THEN '"'||CASE WHEN "_page"."integer"::numeric<0 AND round("_page"."integer"::numeric,2)=0 THEN '-' ELSE '' END||round("_page"."integer"::numeric,2)||'"' ELSE E'\x01!\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
