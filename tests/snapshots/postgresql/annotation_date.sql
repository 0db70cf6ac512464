WITH "_page"("_row$", "id", "day") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id" AS "id", ("testapp_book"."published" AT TIME ZONE %s)::date AS "day" FROM "testapp_book" ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"day":'||CASE WHEN "_page"."day" IS NULL THEN 'null' WHEN pg_typeof("_page"."day")::text IN ('date') THEN CASE WHEN concat("_page"."day")::date BETWEEN '0001-01-01' AND '9999-12-31' THEN to_json(concat("_page"."day")::date)::text ELSE E'\x010:'||to_json((CASE WHEN concat("_page"."day")::date BETWEEN '0001-01-01' AND '9999-12-31' THEN to_char(concat("_page"."day")::date,'YYYY-MM-DD') END)::text)::text||E'\x02' END ELSE E'\x01!\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
