WITH "_page"("_row$", "id", "other") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_uuidrow"."id", "testapp_uuidrow"."other" FROM "testapp_uuidrow" ORDER BY "testapp_uuidrow"."rank" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_uuidrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE WHEN length("_page"."id")=32 THEN '"'||lower(substr("_page"."id",1,8)||'-'||substr("_page"."id",9,4)||'-'||substr("_page"."id",13,4)||'-'||substr("_page"."id",17,4)||'-'||substr("_page"."id",21,12))||'"' WHEN "_page"."id" IS NOT NULL THEN char(1)||'!'||char(2) END||',"other":'||coalesce(CASE WHEN length("_page"."other")=32 THEN '"'||lower(substr("_page"."other",1,8)||'-'||substr("_page"."other",9,4)||'-'||substr("_page"."other",13,4)||'-'||substr("_page"."other",17,4)||'-'||substr("_page"."other",21,12))||'"' WHEN "_page"."other" IS NOT NULL THEN char(1)||'!'||char(2) END,'null')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
