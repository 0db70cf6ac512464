WITH "_page"("_row$", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_place"."id" FROM "testapp_place" ORDER BY "testapp_place"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_place") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"restaurant":'||CASE WHEN "_restaurant_1"."place_ptr_id" IS NULL THEN 'null' ELSE '{"stars":'||CASE typeof("_restaurant_1"."stars") WHEN 'integer' THEN CAST("_restaurant_1"."stars" AS TEXT) ELSE char(1)||'!'||char(2) END||'}' END||'}' AS "body"
FROM "_page"
LEFT JOIN (WITH "_restaurant_1"("place_ptr_id", "stars") AS (SELECT "testapp_restaurant"."place_ptr_id" AS "place_ptr_id", "testapp_restaurant"."stars" AS "stars" FROM "testapp_restaurant") SELECT * FROM "_restaurant_1") AS "_restaurant_1" ON "_page"."id" = "_restaurant_1"."place_ptr_id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
