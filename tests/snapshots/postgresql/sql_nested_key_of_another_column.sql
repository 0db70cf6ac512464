WITH "_page"("_row$", "code") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_country"."code" FROM "testapp_country" ORDER BY "testapp_country"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_country") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"code":'||to_json("_page"."code")::text||',"found":['||coalesce((SELECT string_agg(coalesce('{"title":'||to_json("_found_1"."title")::text||',"price":'||CASE WHEN "_found_1"."price" IS NULL THEN 'null' ELSE '"'||"_found_1"."price"||'"' END||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_book"."title", "testapp_book"."price" FROM "testapp_book" WHERE "testapp_book"."origin_id" = ("_page"."code") ORDER BY "testapp_book"."id" DESC LIMIT 1) AS "_found_1"("title", "price")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
