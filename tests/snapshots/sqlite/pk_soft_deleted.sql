WITH "_page"("_row$", "id", "comment_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_reply"."id", "testapp_reply"."comment_id" FROM "testapp_reply" ORDER BY "testapp_reply"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_reply") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"comment":'||CASE WHEN "_page"."comment_id" IS NULL THEN 'null' ELSE CASE typeof("_page"."comment_id") WHEN 'integer' THEN CAST("_page"."comment_id" AS TEXT) ELSE char(1)||'!'||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
