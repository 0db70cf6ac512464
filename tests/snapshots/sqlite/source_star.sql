WITH "_page"("_row$", "id", "title", "price", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."title", "testapp_book"."price", "testapp_book"."author_id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_book") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"summary":{"title":'||CASE WHEN typeof("_page"."title")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."title" AS TEXT)) END||',"price":'||CASE WHEN "_page"."price" IS NULL THEN 'null' WHEN abs("_page"."price")<1e6 THEN '"'||printf('%.2f',"_page"."price")||'"' ELSE char(1)||'0:'||nullif(json_quote(CAST(sqllist_repr("_page"."price") AS TEXT)),'null')||char(2) END||CASE WHEN "_page"."author_id" IS NULL THEN '' WHEN "_author_1"."country_id" IS NULL THEN '' ELSE ',"country":'||coalesce(CASE WHEN typeof("_country_2"."code")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_country_2"."code" AS TEXT)) END,'null') END||'}}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id"
LEFT JOIN "testapp_country" AS "_country_2" ON "_author_1"."country_id" = "_country_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
