WITH "_page"("_row$", "id", "title") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" AS "id", "testapp_book"."title" AS "title" FROM "testapp_book" LEFT OUTER JOIN "testapp_chapter" ON ("testapp_book"."id" = "testapp_chapter"."book_id") GROUP BY 1, 2, "testapp_book"."author_id", "testapp_book"."origin_id", "testapp_book"."price", "testapp_book"."rating", "testapp_book"."published", "testapp_book"."details" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM (SELECT STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW') AS "now" FROM "testapp_book" LEFT OUTER JOIN "testapp_chapter" ON ("testapp_book"."id" = "testapp_chapter"."book_id") GROUP BY "testapp_book"."id", 1) AS "subquery") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CAST("_page"."id" AS TEXT)||',"title":'||CASE WHEN typeof("_page"."title")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."title" AS TEXT)) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
