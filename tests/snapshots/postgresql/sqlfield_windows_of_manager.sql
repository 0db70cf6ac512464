WITH "_page"("_row$", "text", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_comment"."text", "testapp_comment"."id" FROM "testapp_comment" ORDER BY "testapp_comment"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_comment") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"text":'||to_json("_page"."text")::text||',"place":'||CASE WHEN "_comment_1"."sqllist_twin" IS NULL THEN 'null' WHEN pg_typeof("_comment_1"."sqllist_twin")::text IN ('numeric','bigint','integer','smallint') THEN trunc(concat("_comment_1"."sqllist_twin")::numeric)::text ELSE E'\x01!\x02' END||'}' AS "body"
FROM "_page"
LEFT JOIN (SELECT "testapp_comment"."id" AS "id", ROW_NUMBER() OVER (ORDER BY "testapp_comment"."id") AS "sqllist_twin" FROM "testapp_comment" WHERE NOT "testapp_comment"."deleted") AS "_comment_1"("id", "sqllist_twin") ON "_page"."id" = "_comment_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
