WITH "_page"("_row$", "moment") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_momentrow"."moment" FROM "testapp_momentrow" ORDER BY "testapp_momentrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_momentrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"moment":'||CASE WHEN "_page"."moment" IS NULL THEN 'null' WHEN "_page"."moment">='0001-01-02' AND "_page"."moment"<'9999-12-31' THEN '"'||replace(to_char("_page"."moment"::timestamp,'YYYY-MM-DD"T"HH24:MI:SS.US'),'.000000','')||'"' ELSE E'\x010:'||to_json((CASE WHEN "_page"."moment">='0001-01-02' AND "_page"."moment"<'9999-12-31' THEN to_char("_page"."moment"::timestamp,'YYYY-MM-DD"T"HH24:MI:SS.US') END)::text)::text||E'\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
