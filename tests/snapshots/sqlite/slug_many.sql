WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_book") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"tags":['||coalesce((SELECT group_concat(coalesce(CASE WHEN typeof("_tags_1"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_tags_1"."name" AS TEXT)) END,char(1)||'!'||char(2)),',') FROM (WITH "_tags_1"("name") AS (SELECT "testapp_tag"."name" FROM "testapp_tag" INNER JOIN "testapp_book_tags" ON ("testapp_tag"."id" = "testapp_book_tags"."tag_id") WHERE "testapp_book_tags"."book_id" = ("_page"."id") ORDER BY "testapp_tag"."weight" DESC, "testapp_tag"."name" ASC, "testapp_tag"."id" ASC) SELECT * FROM "_tags_1") AS "_tags_1"),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
