WITH "_page"("_row$", "flag", "maybe") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_flagrow"."flag", "testapp_flagrow"."maybe" FROM "testapp_flagrow" ORDER BY "testapp_flagrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_flagrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"flag":"␃'||E'\x010:'||to_json(("_page"."flag"::text)::text)::text||E'\x02'||'␄'||CASE WHEN "_page"."maybe" IS NULL THEN E'\x010:'||'null'||E'\x02' ELSE E'\x010:'||to_json(("_page"."maybe"::text)::text)::text||E'\x02' END||'␅'||CASE WHEN "_page"."maybe" IS NULL THEN 'null' ELSE '"␆'||E'\x011:'||to_json(("_page"."flag"::text)::text)::text||E'\x02'||'␇'||E'\x012:'||to_json(("_page"."maybe"::text)::text)::text||E'\x02'||'␈' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
