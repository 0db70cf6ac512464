WITH "_page"("_row$", "warmth") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_customfieldrow"."warmth" FROM "testapp_customfieldrow" ORDER BY "testapp_customfieldrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_customfieldrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"warmth":'||CASE WHEN abs("_page"."warmth")<1e308 THEN sqllist_repr(CAST("_page"."warmth" AS REAL)) ELSE char(1)||'0:'||nullif(json_quote(CAST(sqllist_repr(CAST("_page"."warmth" AS REAL)) AS TEXT)),'null')||char(2) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
