WITH "_page"("_row$", "id", "name") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_uuidkey"."id", "testapp_uuidkey"."name" FROM "testapp_uuidkey" ORDER BY "testapp_uuidkey"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_uuidkey") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"url":"␃'||"_page"."id"::text||'␄'||coalesce((SELECT string_agg(coalesce('"␅'||CASE WHEN "_children_1"."id">=0 THEN "_children_1"."id"::text ELSE E'\x011:'||to_json(("_children_1"."id"::text)::text)::text||E'\x02' END||'␆',E'\x01!\x02'),',') FROM (SELECT "testapp_uuidchild"."id" FROM "testapp_uuidchild" WHERE "testapp_uuidchild"."parent_id" = ("_page"."id") ORDER BY "testapp_uuidchild"."id" ASC) AS "_children_1"("id")),'')||'],"name":'||to_json("_page"."name")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
