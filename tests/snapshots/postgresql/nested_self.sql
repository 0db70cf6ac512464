WITH "_page"("_row$", "name", "mentor_id", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."name", "testapp_author"."mentor_id", "testapp_author"."id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||to_json("_page"."name")::text||',"mentor":'||CASE WHEN "_page"."mentor_id" IS NULL THEN 'null' ELSE '{"name":'||to_json("_author_1"."name")::text||',"mentor":'||CASE WHEN "_author_1"."mentor_id" IS NULL THEN 'null' ELSE "_author_1"."mentor_id"::text END||'}' END||',"pupils":['||coalesce((SELECT string_agg(coalesce('{"name":'||to_json("_pupils_2"."name")::text||',"mentor":'||CASE WHEN "_pupils_2"."mentor_id" IS NULL THEN 'null' ELSE "_pupils_2"."mentor_id"::text END||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_author"."name", "testapp_author"."mentor_id" FROM "testapp_author" WHERE "testapp_author"."mentor_id" = ("_page"."id") ORDER BY "testapp_author"."id" ASC) AS "_pupils_2"("name", "mentor_id")),'')||']}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."mentor_id" = "_author_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
