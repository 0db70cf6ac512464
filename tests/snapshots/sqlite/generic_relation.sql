WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_book") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CAST("_page"."id" AS TEXT)||',"notes":['||coalesce((SELECT group_concat(coalesce('{"text":'||CASE WHEN typeof("_notes_1"."text")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_notes_1"."text" AS TEXT)) END||'}',char(1)||'!'||char(2)),',') FROM (WITH "_notes_1"("text") AS (SELECT "testapp_note"."text" FROM "testapp_note" INNER JOIN "django_content_type" ON ("testapp_note"."content_type_id" = "django_content_type"."id") WHERE ("django_content_type"."app_label" = %s AND "django_content_type"."model" = %s AND "testapp_note"."object_id" = (CAST(("_page"."id") AS bigint unsigned))) ORDER BY "testapp_note"."id" ASC) SELECT * FROM "_notes_1") AS "_notes_1"),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
