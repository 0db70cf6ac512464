WITH "_page"("_row$", "maybe") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_flagrow"."maybe" FROM "testapp_flagrow" ORDER BY "testapp_flagrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_flagrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"maybe":'||coalesce(CASE WHEN "_page"."maybe" IS NULL THEN NULL WHEN CAST("_page"."maybe" AS TEXT)='1' THEN 'true' ELSE 'false' END,'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
