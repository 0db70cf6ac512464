WITH "_page"("_row$", "name", "restaurant_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_waiter"."name", "testapp_waiter"."restaurant_id" FROM "testapp_waiter" ORDER BY "testapp_waiter"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_waiter") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||to_json("_page"."name")::text||',"place":'||to_json("_restaurant_1"."name")::text||',"parent":'||"_place_2"."id"::text||',"key":'||CASE WHEN "_pizzeria_3"."restaurant_ptr_id" IS NULL THEN 'null' ELSE "_pizzeria_3"."restaurant_ptr_id"::text END||',"restaurant":{"id":'||"_restaurant_1"."id"::text||',"name":'||to_json("_restaurant_1"."name")::text||',"stars":'||"_restaurant_1"."stars"::text||'}}' AS "body"
FROM "_page"
LEFT JOIN (SELECT "testapp_restaurant"."place_ptr_id" AS "place_ptr_id", "testapp_place"."name" AS "name", "testapp_restaurant"."place_ptr_id" AS "id", "testapp_restaurant"."stars" AS "stars" FROM "testapp_restaurant" INNER JOIN "testapp_place" ON ("testapp_restaurant"."place_ptr_id" = "testapp_place"."id")) AS "_restaurant_1"("place_ptr_id", "name", "id", "stars") ON "_page"."restaurant_id" = "_restaurant_1"."place_ptr_id"
LEFT JOIN "testapp_place" AS "_place_2" ON "_restaurant_1"."place_ptr_id" = "_place_2"."id"
LEFT JOIN (SELECT "testapp_pizzeria"."restaurant_ptr_id" AS "restaurant_ptr_id" FROM "testapp_pizzeria") AS "_pizzeria_3"("restaurant_ptr_id") ON "_restaurant_1"."place_ptr_id" = "_pizzeria_3"."restaurant_ptr_id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
