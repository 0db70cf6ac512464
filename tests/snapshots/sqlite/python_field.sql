WITH "_page"("_row$", "id", "title", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."title", "testapp_book"."author_id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_book") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"title":'||CASE typeof("_page"."title") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'0:'||nullif(json_quote(CAST(CAST("_page"."title" AS TEXT) AS TEXT)),'null')||char(2) END||',"by":'||CASE WHEN "_page"."author_id" IS NULL THEN '"?"' ELSE CASE WHEN "_author_1"."name" IS NULL THEN 'null' ELSE CASE typeof("_author_1"."name") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'1:'||nullif(json_quote(CAST(CAST("_author_1"."name" AS TEXT) AS TEXT)),'null')||char(2) END END END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
