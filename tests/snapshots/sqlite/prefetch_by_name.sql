WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_book") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CAST("_page"."id" AS TEXT)||',"chapters":['||coalesce((SELECT group_concat(coalesce('{"title":'||CASE WHEN typeof("_chapters_1"."title")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_chapters_1"."title" AS TEXT)) END||',"number":'||coalesce(CAST("_chapters_1"."number" AS TEXT),'null')||'}',char(1)||'!'||char(2)),',') FROM (WITH "_chapters_1"("title", "number") AS (SELECT "testapp_chapter"."title", "testapp_chapter"."number" FROM "testapp_chapter" WHERE "testapp_chapter"."book_id" = ("_page"."id") ORDER BY "testapp_chapter"."number" DESC NULLS LAST, LOWER("testapp_chapter"."title") ASC, "testapp_chapter"."id" ASC) SELECT * FROM "_chapters_1") AS "_chapters_1"),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
