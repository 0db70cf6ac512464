WITH "_page"("_row$", "id", "name") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id", "testapp_author"."name" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_author") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||char(1)||'0:['||json_array(CASE WHEN "_page"."id" IS NOT NULL THEN CASE typeof("_page"."id") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE CAST("_page"."id" AS TEXT) END END)||']'||char(2)||'"name":'||CASE WHEN typeof("_page"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."name" AS TEXT)) END||char(1)||'1'||char(2)||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
