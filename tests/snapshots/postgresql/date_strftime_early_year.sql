WITH "_page"("_row$", "date") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_momentrow"."date" FROM "testapp_momentrow" ORDER BY "testapp_momentrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_momentrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":'||CASE WHEN "_page"."date" IS NULL THEN 'null' WHEN "_page"."date" BETWEEN '1000-01-01' AND '9999-12-31' THEN to_json(to_char("_page"."date",'YYYY"/"MM'))::text ELSE E'\x010:'||to_json((CASE WHEN "_page"."date" BETWEEN '0001-01-01' AND '9999-12-31' THEN to_char("_page"."date",'YYYY-MM-DD') END)::text)::text||E'\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
