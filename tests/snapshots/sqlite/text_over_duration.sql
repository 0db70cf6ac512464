WITH "_page"("_row$", "duration") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_momentrow"."duration" FROM "testapp_momentrow" ORDER BY "testapp_momentrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_momentrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":'||CASE WHEN "_page"."duration" IS NULL THEN 'null' ELSE CASE typeof("_page"."duration") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'0:'||nullif(json_quote(CAST(CAST("_page"."duration" AS TEXT) AS TEXT)),'null')||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
