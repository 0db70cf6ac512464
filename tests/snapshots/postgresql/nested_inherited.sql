WITH "_page"("_row$", "id", "name") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_tag"."id", "testapp_tag"."name" FROM "testapp_tag" ORDER BY "testapp_tag"."weight" DESC, "testapp_tag"."name" ASC, "testapp_tag"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_tag") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"name":'||to_json("_page"."name")::text||',"label":'||to_json("_page"."name")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
