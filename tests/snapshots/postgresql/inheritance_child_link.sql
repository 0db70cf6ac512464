WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_place"."id" FROM "testapp_place" ORDER BY "testapp_place"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_place") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"restaurant":'||CASE WHEN "_restaurant_1"."place_ptr_id" IS NULL THEN 'null' ELSE '{"stars":'||"_restaurant_1"."stars"::text||'}' END||'}' AS "body"
FROM "_page"
LEFT JOIN (SELECT "testapp_restaurant"."place_ptr_id" AS "place_ptr_id", "testapp_restaurant"."stars" AS "stars" FROM "testapp_restaurant") AS "_restaurant_1"("place_ptr_id", "stars") ON "_page"."id" = "_restaurant_1"."place_ptr_id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
