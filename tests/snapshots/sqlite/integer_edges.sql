WITH "_page"("_row$", "id", "integer", "small", "big", "positive", "positive_small", "positive_big", "maybe") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_numberrow"."id", "testapp_numberrow"."integer", "testapp_numberrow"."small", "testapp_numberrow"."big", "testapp_numberrow"."positive", "testapp_numberrow"."positive_small", "testapp_numberrow"."positive_big", "testapp_numberrow"."maybe" FROM "testapp_numberrow" ORDER BY "testapp_numberrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_numberrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CAST("_page"."id" AS TEXT)||',"integer":'||CAST("_page"."integer" AS TEXT)||',"small":'||CAST("_page"."small" AS TEXT)||',"big":'||CAST("_page"."big" AS TEXT)||',"positive":'||CAST("_page"."positive" AS TEXT)||',"positive_small":'||CAST("_page"."positive_small" AS TEXT)||',"positive_big":'||CAST("_page"."positive_big" AS TEXT)||',"maybe":'||coalesce(CAST("_page"."maybe" AS TEXT),'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
