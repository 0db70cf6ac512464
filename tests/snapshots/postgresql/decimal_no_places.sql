WITH "_page"("_row$", "price") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalrow"."price" FROM "testapp_decimalrow" ORDER BY "testapp_decimalrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_decimalrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":"'||CASE WHEN "_page"."price"<0 AND (CASE WHEN abs("_page"."price"-trunc("_page"."price",0))=0.5 THEN round("_page"."price"*0.5,0)*2 ELSE round("_page"."price",0) END)=0 THEN '-' ELSE '' END||(CASE WHEN abs("_page"."price"-trunc("_page"."price",0))=0.5 THEN round("_page"."price"*0.5,0)*2 ELSE round("_page"."price",0) END)||'"}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
