WITH "_page"("_row$", "id", "content_type_id", "object_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_marker"."id", "testapp_marker"."content_type_id", "testapp_marker"."object_id" FROM "testapp_marker" ORDER BY "testapp_marker"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_marker") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||E'\x010:'||'['||to_json(ARRAY["_page"."id"::text,"_page"."content_type_id"::text,"_page"."object_id"::text]::text[])::text||']'||E'\x02'||'"id":'||"_page"."id"::text||E'\x011\x02'||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
