WITH "_page"("_row$", "id", "integer", "small", "big", "positive", "positive_small", "positive_big", "maybe") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_numberrow"."id", "testapp_numberrow"."integer", "testapp_numberrow"."small", "testapp_numberrow"."big", "testapp_numberrow"."positive", "testapp_numberrow"."positive_small", "testapp_numberrow"."positive_big", "testapp_numberrow"."maybe" FROM "testapp_numberrow" ORDER BY "testapp_numberrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_numberrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"integer":'||"_page"."integer"::text||',"small":'||"_page"."small"::text||',"big":'||"_page"."big"::text||',"positive":'||"_page"."positive"::text||',"positive_small":'||"_page"."positive_small"::text||',"positive_big":'||"_page"."positive_big"::text||',"maybe":'||CASE WHEN "_page"."maybe" IS NULL THEN 'null' ELSE "_page"."maybe"::text END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
