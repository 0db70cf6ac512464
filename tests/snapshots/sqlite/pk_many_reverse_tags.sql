WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_tag"."id" FROM "testapp_tag" ORDER BY "testapp_tag"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_tag") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"books":['||coalesce((SELECT group_concat(coalesce(CASE typeof("_books_1"."id") WHEN 'integer' THEN CAST("_books_1"."id" AS TEXT) ELSE char(1)||'!'||char(2) END,char(1)||'!'||char(2)),',') FROM (WITH "_books_1"("id") AS (SELECT "testapp_book"."id" FROM "testapp_book" INNER JOIN "testapp_book_tags" ON ("testapp_book"."id" = "testapp_book_tags"."book_id") WHERE "testapp_book_tags"."tag_id" = ("_page"."id") ORDER BY "testapp_book"."title" ASC, "testapp_book"."id" ASC) SELECT * FROM "_books_1") AS "_books_1"),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
