WITH "_page"("_row$", "since") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_choicerow"."since" FROM "testapp_choicerow" ORDER BY "testapp_choicerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_choicerow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"since":'||CASE WHEN "_page"."since" IS NULL THEN 'null' WHEN "_page"."since">='0001-01-01 00:00:00+00' AND "_page"."since"<'10000-01-01 00:00:00+00' THEN '"'||replace(to_char("_page"."since" AT TIME ZONE 'UTC','YYYY-MM-DD"T"HH24:MI:SS.US'),'.000000','')||'Z"' ELSE E'\x01!\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
