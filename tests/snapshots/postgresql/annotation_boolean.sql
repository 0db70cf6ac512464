WITH "_page"("_row$", "flag") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT ("testapp_numberrow"."integer")::boolean AS "flag" FROM "testapp_numberrow" ORDER BY "testapp_numberrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_numberrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"flag":'||CASE WHEN "_page"."flag" IS NULL THEN 'null' WHEN pg_typeof("_page"."flag")::text IN ('boolean') THEN concat("_page"."flag")::boolean::text ELSE E'\x01!\x02' END||',"value":'||CASE WHEN "_page"."flag" IS NULL THEN 'null' WHEN pg_typeof("_page"."flag")::text IN ('boolean') THEN concat("_page"."flag")::boolean::text ELSE E'\x01!\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
