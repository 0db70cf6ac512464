WITH "_page"("_row$", "padded") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_customfieldrow"."padded" FROM "testapp_customfieldrow" ORDER BY "testapp_customfieldrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_customfieldrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"padded":'||to_json("_page"."padded")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
