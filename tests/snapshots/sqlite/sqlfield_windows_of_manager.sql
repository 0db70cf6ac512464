WITH "_page"("_row$", "text", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_comment"."text", "testapp_comment"."id" FROM "testapp_comment" ORDER BY "testapp_comment"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_comment") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"text":'||CASE WHEN typeof("_page"."text")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."text" AS TEXT)) END||',"place":'||CASE WHEN "_comment_1"."sqllist_twin" IS NULL THEN 'null' WHEN typeof("_comment_1"."sqllist_twin") IN ('integer','real') THEN CAST(CAST("_comment_1"."sqllist_twin" AS INTEGER) AS TEXT) ELSE char(1)||'!'||char(2) END||'}' AS "body"
FROM "_page"
LEFT JOIN (WITH "_comment_1"("id", "sqllist_twin") AS (SELECT "testapp_comment"."id" AS "id", ROW_NUMBER() OVER (ORDER BY "testapp_comment"."id") AS "sqllist_twin" FROM "testapp_comment" WHERE NOT "testapp_comment"."deleted") SELECT * FROM "_comment_1") AS "_comment_1" ON "_page"."id" = "_comment_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
