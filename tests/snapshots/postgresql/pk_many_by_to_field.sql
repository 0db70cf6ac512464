WITH "_page"("_row$", "id", "code") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_country"."id", "testapp_country"."code" FROM "testapp_country" ORDER BY "testapp_country"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_country") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"books":['||coalesce((SELECT string_agg(coalesce("_books_1"."id"::text,E'\x01!\x02'),',') FROM (SELECT "testapp_book"."id" FROM "testapp_book" WHERE "testapp_book"."origin_id" = ("_page"."code") ORDER BY "testapp_book"."title" ASC, "testapp_book"."id" ASC) AS "_books_1"("id")),'')||'],"authors":['||coalesce((SELECT string_agg(coalesce("_authors_2"."id"::text,E'\x01!\x02'),',') FROM (SELECT "testapp_author"."id" FROM "testapp_author" WHERE "testapp_author"."country_id" = ("_page"."id") ORDER BY "testapp_author"."id" ASC) AS "_authors_2"("id")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
