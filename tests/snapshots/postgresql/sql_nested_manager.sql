WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"comments":['||coalesce((SELECT string_agg(coalesce('{"id":'||"_comments_1"."id"::text||',"text":'||to_json("_comments_1"."text")::text||',"deleted":'||"_comments_1"."deleted"::text||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_comment"."id", "testapp_comment"."text", "testapp_comment"."deleted" FROM "testapp_comment" WHERE (NOT "testapp_comment"."deleted" AND "testapp_comment"."book_id" = ("_page"."id")) ORDER BY "testapp_comment"."id" DESC LIMIT 2) AS "_comments_1"("id", "text", "deleted")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
