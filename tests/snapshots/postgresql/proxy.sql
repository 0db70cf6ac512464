WITH "_page"("_row$", "id", "created", "subject") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_letter"."id" AS "id", "testapp_letter"."created" AS "created", "testapp_letter"."subject" AS "subject" FROM "testapp_letter" ORDER BY "testapp_letter"."id" DESC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_letter") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"created":'||CASE WHEN "_page"."created" IS NULL THEN 'null' WHEN "_page"."created">='0001-01-01 00:00:00+00' AND "_page"."created"<'10000-01-01 00:00:00+00' THEN '"'||replace(to_char("_page"."created" AT TIME ZONE 'UTC','YYYY-MM-DD"T"HH24:MI:SS.US'),'.000000','')||'Z"' ELSE E'\x01!\x02' END||',"subject":'||to_json("_page"."subject")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
