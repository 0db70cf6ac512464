WITH "_page"("_row$", "id", "text", "comment_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_reply"."id", "testapp_reply"."text", "testapp_reply"."comment_id" FROM "testapp_reply" ORDER BY "testapp_reply"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_reply") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"text":'||CASE WHEN typeof("_page"."text")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."text" AS TEXT)) END||',"comment":'||CASE WHEN "_page"."comment_id" IS NULL THEN 'null' ELSE '{"id":'||CASE typeof("_comment_1"."id") WHEN 'integer' THEN CAST("_comment_1"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"text":'||CASE WHEN typeof("_comment_1"."text")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_comment_1"."text" AS TEXT)) END||',"deleted":'||CASE WHEN "_comment_1"."deleted" IS NULL THEN NULL WHEN CAST("_comment_1"."deleted" AS TEXT)='1' THEN 'true' ELSE 'false' END||'}' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_comment" AS "_comment_1" ON "_page"."comment_id" = "_comment_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
