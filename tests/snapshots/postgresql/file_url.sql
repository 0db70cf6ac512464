WITH "_page"("_row$", "id", "file", "image") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_filerow"."id", "testapp_filerow"."file", "testapp_filerow"."image" FROM "testapp_filerow" ORDER BY "testapp_filerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_filerow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"file":'||CASE WHEN "_page"."file" IS NULL THEN 'null' WHEN "_page"."file"='' THEN 'null' WHEN "_page"."file"::text COLLATE "C" ~ '^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$' THEN '"␃'||"_page"."file"||'"' ELSE E'\x010:'||to_json(("_page"."file")::text)::text||E'\x02' END||',"image":'||CASE WHEN "_page"."image" IS NULL THEN 'null' WHEN "_page"."image"='' THEN 'null' WHEN "_page"."image"::text COLLATE "C" ~ '^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*$' THEN '"␄'||"_page"."image"||'"' ELSE E'\x011:'||to_json(("_page"."image")::text)::text||E'\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
