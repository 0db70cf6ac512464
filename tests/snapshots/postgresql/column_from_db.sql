WITH "_page"("_row$", "id", "text") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_sealedrow"."id", "testapp_sealedrow"."text" FROM "testapp_sealedrow" ORDER BY "testapp_sealedrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_sealedrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"text":'||CASE WHEN "_page"."text" IS NULL THEN E'\x010:'||'null'||E'\x02' ELSE E'\x010:'||to_json(("_page"."text"::text)::text)::text||E'\x02' END||',"as_text":'||CASE WHEN "_page"."text" IS NULL THEN E'\x011:'||'null'||E'\x02' ELSE E'\x011:'||to_json(("_page"."text"::text)::text)::text||E'\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
