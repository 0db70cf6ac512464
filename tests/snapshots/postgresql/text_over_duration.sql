WITH "_page"("_row$", "duration") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_momentrow"."duration" FROM "testapp_momentrow" ORDER BY "testapp_momentrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_momentrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":'||CASE WHEN "_page"."duration" IS NULL THEN 'null' ELSE E'\x010:'||to_json((trunc((extract(year FROM "_page"."duration")*365+extract(month FROM "_page"."duration")*30+extract(day FROM "_page"."duration"))*86400000000+(extract(hour FROM "_page"."duration")*3600+extract(minute FROM "_page"."duration")*60)*1000000+extract(microseconds FROM "_page"."duration"))::text)::text)::text||E'\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
