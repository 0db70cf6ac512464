WITH "_page"("_row$", "id", "text", "comment_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_reply"."id", "testapp_reply"."text", "testapp_reply"."comment_id" FROM "testapp_reply" ORDER BY "testapp_reply"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_reply") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"text":'||to_json("_page"."text")::text||',"comment":'||CASE WHEN "_page"."comment_id" IS NULL THEN 'null' ELSE '{"id":'||"_comment_1"."id"::text||',"text":'||to_json("_comment_1"."text")::text||',"deleted":'||"_comment_1"."deleted"::text||'}' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_comment" AS "_comment_1" ON "_page"."comment_id" = "_comment_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
