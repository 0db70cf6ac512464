WITH "_page"("_row$", "id", "text") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_sealedrow"."id", "testapp_sealedrow"."text" FROM "testapp_sealedrow" ORDER BY "testapp_sealedrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_sealedrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||char(1)||'0:['||json_array(CASE WHEN "_page"."id" IS NOT NULL THEN CASE typeof("_page"."id") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE CAST("_page"."id" AS TEXT) END END,CASE WHEN "_page"."text" IS NULL THEN NULL ELSE CASE typeof("_page"."text") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE CAST("_page"."text" AS TEXT) END END)||']'||char(2)||'"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||char(1)||'1'||char(2)||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
