WITH "_page"("_row$", "id", "created", "subject") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_letter"."id" AS "id", "testapp_letter"."created" AS "created", "testapp_letter"."subject" AS "subject" FROM "testapp_letter" ORDER BY "testapp_letter"."id" DESC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_letter") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CAST("_page"."id" AS TEXT)||',"created":'||CASE WHEN "_page"."created" IS NULL THEN 'null' WHEN length("_page"."created") IN (19,26) AND substr("_page"."created",20)<>'.000000' AND substr("_page"."created",11,1)=' ' THEN '"'||replace("_page"."created",' ','T')||'Z"' ELSE CASE typeof("_page"."created") WHEN 'text' THEN char(1)||'0:'||nullif(json_quote(CAST("_page"."created" AS TEXT)),'null')||char(2) ELSE char(1)||'!'||char(2) END END||',"subject":'||CASE WHEN typeof("_page"."subject")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."subject" AS TEXT)) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
