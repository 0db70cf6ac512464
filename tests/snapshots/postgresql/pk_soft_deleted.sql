WITH "_page"("_row$", "id", "comment_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_reply"."id", "testapp_reply"."comment_id" FROM "testapp_reply" ORDER BY "testapp_reply"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_reply") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"comment":'||CASE WHEN "_page"."comment_id" IS NULL THEN 'null' ELSE "_page"."comment_id"::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
