WITH "_page"("_row$", "maybe") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalrow"."maybe" FROM "testapp_decimalrow" ORDER BY "testapp_decimalrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_decimalrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"maybe":'||CASE WHEN "_page"."maybe" IS NULL THEN 'null' WHEN "_page"."maybe"='NaN' THEN E'\x01!\x02' ELSE trunc("_page"."maybe")::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
