WITH "_page"("_row$", "email", "url", "slug") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_textrow"."email", "testapp_textrow"."url", "testapp_textrow"."slug" FROM "testapp_textrow" ORDER BY "testapp_textrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_textrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"email":'||CASE WHEN typeof("_page"."email")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."email" AS TEXT)) END||',"url":'||CASE WHEN typeof("_page"."url")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."url" AS TEXT)) END||',"slug":'||CASE WHEN typeof("_page"."slug")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."slug" AS TEXT)) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
