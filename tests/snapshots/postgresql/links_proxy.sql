WITH "_page"("_row$", "id", "subject") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_letter"."id" AS "id", "testapp_letter"."subject" AS "subject" FROM "testapp_letter" ORDER BY "testapp_letter"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_letter") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"url":"␃'||CASE WHEN "_page"."id">=0 THEN "_page"."id"::text ELSE E'\x010:'||to_json(("_page"."id"::text)::text)::text||E'\x02' END||'␄'||to_json("_page"."subject")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
