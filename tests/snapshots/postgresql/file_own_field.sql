WITH "_page"("_row$", "file") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_filerow"."file" FROM "testapp_filerow" ORDER BY "testapp_filerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_filerow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"file":'||CASE WHEN "_page"."file" IS NULL THEN E'\x010:'||'null'||E'\x02' ELSE E'\x010:'||to_json(("_page"."file"::text)::text)::text||E'\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
