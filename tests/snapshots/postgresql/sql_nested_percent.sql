WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"found":['||coalesce((SELECT string_agg(coalesce('{"text":'||to_json("_found_1"."text")::text||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_note"."text" FROM "testapp_note" INNER JOIN "django_content_type" ON ("testapp_note"."content_type_id" = "django_content_type"."id") WHERE ("testapp_note"."text"::text LIKE %s AND "django_content_type"."app_label" = %s AND "django_content_type"."model" = %s AND "testapp_note"."object_id" = (("_page"."id"))::bigint) ORDER BY "testapp_note"."id" ASC LIMIT 1) AS "_found_1"("text")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
