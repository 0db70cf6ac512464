WITH "_page"("_row$", "time") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_momentrow"."time" FROM "testapp_momentrow" ORDER BY "testapp_momentrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_momentrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"time":'||CASE WHEN "_page"."time" IS NULL THEN 'null' WHEN "_page"."time"<'24:00:00' THEN '"'||replace(to_char("_page"."time",'HH24:MI:SS.US'),'.000000','')||'"' ELSE E'\x01!\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
