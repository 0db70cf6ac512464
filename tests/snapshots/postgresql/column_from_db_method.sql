WITH "_page"("_row$", "id", "text") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_sealedrow"."id", "testapp_sealedrow"."text" FROM "testapp_sealedrow" ORDER BY "testapp_sealedrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_sealedrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||E'\x010:'||'['||to_json(ARRAY["_page"."id"::text,CASE WHEN "_page"."text" IS NULL THEN NULL ELSE "_page"."text"::text END]::text[])::text||']'||E'\x02'||'"id":'||"_page"."id"::text||E'\x011\x02'||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
