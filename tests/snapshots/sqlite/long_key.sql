WITH "_page"("_row$", "a_name_that_is_much_longer_than_the_sixty_three_bytes_of_a_postgres_name") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_longnames"."n" FROM "testapp_longnames" ORDER BY "testapp_longnames"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_longnames") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"a_name_that_is_much_longer_than_the_sixty_three_bytes_of_a_postgres_name":'||CASE typeof("_page"."a_name_that_is_much_longer_than_the_sixty_three_bytes_of_a_postgres_name") WHEN 'integer' THEN CAST("_page"."a_name_that_is_much_longer_than_the_sixty_three_bytes_of_a_postgres_name" AS TEXT) ELSE char(1)||'!'||char(2) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
