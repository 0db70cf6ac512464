WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_book") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"found":['||coalesce((SELECT group_concat(coalesce('{"name":'||CASE WHEN typeof("_found_1"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_found_1"."name" AS TEXT)) END||'}',char(1)||'!'||char(2)),',') FROM (WITH "_found_1"("name") AS (SELECT "testapp_author"."name" FROM "testapp_author" INNER JOIN "testapp_editing" ON ("testapp_author"."id" = "testapp_editing"."editor_id") WHERE "testapp_editing"."book_id" = ("_page"."id") ORDER BY "testapp_author"."name" DESC, "testapp_author"."id" ASC LIMIT 2) SELECT * FROM "_found_1") AS "_found_1"),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
