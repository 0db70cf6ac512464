WITH "_page"("_row$", "id", "text") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_sealedrow"."id", "testapp_sealedrow"."text" FROM "testapp_sealedrow" ORDER BY "testapp_sealedrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_sealedrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"text":'||CASE WHEN "_page"."text" IS NULL THEN char(1)||'0:'||'null'||char(2) ELSE CASE typeof("_page"."text") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'0:'||nullif(json_quote(CAST(CAST("_page"."text" AS TEXT) AS TEXT)),'null')||char(2) END END||',"as_text":'||CASE WHEN "_page"."text" IS NULL THEN char(1)||'1:'||'null'||char(2) ELSE CASE typeof("_page"."text") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'1:'||nullif(json_quote(CAST(CAST("_page"."text" AS TEXT) AS TEXT)),'null')||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
