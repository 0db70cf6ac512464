WITH "_page"("_row$", "price", "maybe", "tiny", "whole") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalrow"."price", "testapp_decimalrow"."maybe", "testapp_decimalrow"."tiny", "testapp_decimalrow"."whole" FROM "testapp_decimalrow" ORDER BY "testapp_decimalrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_decimalrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"price":"'||"_page"."price"||'","maybe":'||CASE WHEN "_page"."maybe" IS NULL THEN 'null' ELSE '"'||"_page"."maybe"||'"' END||',"tiny":"'||"_page"."tiny"||'","whole":"'||"_page"."whole"||'"}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
