WITH "_page"("_row$", "id", "name", "stars", "oven", "rival_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_pizzeria"."restaurant_ptr_id" AS "id", "testapp_place"."name" AS "name", "testapp_restaurant"."stars" AS "stars", "testapp_pizzeria"."oven" AS "oven", "testapp_pizzeria"."rival_id" AS "rival_id" FROM "testapp_pizzeria" INNER JOIN "testapp_restaurant" ON ("testapp_pizzeria"."restaurant_ptr_id" = "testapp_restaurant"."place_ptr_id") INNER JOIN "testapp_place" ON ("testapp_restaurant"."place_ptr_id" = "testapp_place"."id") ORDER BY "testapp_pizzeria"."restaurant_ptr_id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_pizzeria") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"name":'||to_json("_page"."name")::text||',"stars":'||"_page"."stars"::text||',"oven":'||to_json("_page"."oven")::text||',"rival":'||CASE WHEN "_page"."rival_id" IS NULL THEN 'null' ELSE "_page"."rival_id"::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
