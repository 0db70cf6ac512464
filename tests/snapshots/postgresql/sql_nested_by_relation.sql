WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"found":['||coalesce((SELECT string_agg(coalesce('{"role":'||to_json("_found_1"."role")::text||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_editing"."role" FROM "testapp_editing" INNER JOIN "testapp_author" ON ("testapp_editing"."editor_id" = "testapp_author"."id") INNER JOIN "testapp_country" ON ("testapp_author"."country_id" = "testapp_country"."id") WHERE ("testapp_country"."code" = %s AND "testapp_editing"."book_id" = ("_page"."id")) ORDER BY "testapp_author"."name" DESC, "testapp_editing"."id" ASC LIMIT 2) AS "_found_1"("role")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
