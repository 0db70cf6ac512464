WITH "_page"("_row$", "id", "title") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" AS "id", "testapp_book"."title" AS "title" FROM "testapp_book" LEFT OUTER JOIN "testapp_chapter" ON ("testapp_book"."id" = "testapp_chapter"."book_id") GROUP BY 1 ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM (SELECT STATEMENT_TIMESTAMP() AS "now" FROM "testapp_book" LEFT OUTER JOIN "testapp_chapter" ON ("testapp_book"."id" = "testapp_chapter"."book_id") GROUP BY "testapp_book"."id", 1) AS "subquery") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"title":'||to_json("_page"."title")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
