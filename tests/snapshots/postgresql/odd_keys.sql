WITH "_page"("_row$", "name") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_place"."name" FROM "testapp_place" ORDER BY "testapp_place"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_place") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||E'"q\\"":'||to_json("_page"."name")::text||',"100%":'||to_json("_page"."name")::text||',"%s":'||to_json("_page"."name")::text||',"{x}":'||to_json("_page"."name")::text||',"é":'||to_json("_page"."name")::text||'," ":'||to_json("_page"."name")::text||',"''":'||to_json("_page"."name")::text||E',"\\\\":'||to_json("_page"."name")::text||',":a":'||to_json("_page"."name")::text||',"a b":'||to_json("_page"."name")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
