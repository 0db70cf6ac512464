WITH "_page"("_row$", "shout", "double") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_generatedrow"."shout", "testapp_generatedrow"."double" FROM "testapp_generatedrow" ORDER BY "testapp_generatedrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_generatedrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"shout":"␃'||CASE WHEN ("_page"."shout"::text) COLLATE "C" ~ '^[-a-zA-Z0-9_]+$' THEN "_page"."shout"::text ELSE E'\x010:'||to_json(("_page"."shout"::text)::text)::text||E'\x02' END||'␄'||E'\x011:'||to_json(('='||"_page"."double"::text)::text)::text||E'\x02'||'␅' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
