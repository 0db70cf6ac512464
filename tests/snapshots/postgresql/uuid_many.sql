WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_uuidkey"."id" FROM "testapp_uuidkey" ORDER BY "testapp_uuidkey"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_uuidkey") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":"'||"_page"."id"||'","children":['||coalesce((SELECT string_agg(coalesce("_children_1"."id"::text,E'\x01!\x02'),',') FROM (SELECT "testapp_uuidchild"."id" FROM "testapp_uuidchild" WHERE "testapp_uuidchild"."parent_id" = ("_page"."id") ORDER BY "testapp_uuidchild"."id" ASC) AS "_children_1"("id")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
