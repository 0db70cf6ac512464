WITH "_page"("_row$", "shout", "double") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_generatedrow"."shout", "testapp_generatedrow"."double" FROM "testapp_generatedrow" ORDER BY "testapp_generatedrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_generatedrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"shout":"␃'||CASE WHEN typeof("_page"."shout")='text' AND "_page"."shout"<>'' AND "_page"."shout" NOT GLOB '*[^-a-zA-Z0-9_]*' AND length("_page"."shout")=length(CAST("_page"."shout" AS BLOB)) THEN "_page"."shout" ELSE CASE typeof("_page"."shout") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'0:'||nullif(json_quote(CAST(CAST("_page"."shout" AS TEXT) AS TEXT)),'null')||char(2) END END||'␄'||CASE typeof("_page"."double") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE char(1)||'1:'||nullif(json_quote(CAST(CAST("_page"."double" AS TEXT) AS TEXT)),'null')||char(2) END||'␅' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
