WITH "_page"("_row$", "since") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_choicerow"."since" FROM "testapp_choicerow" ORDER BY "testapp_choicerow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_choicerow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"since":'||CASE WHEN "_page"."since" IS NULL THEN 'null' WHEN length("_page"."since") IN (19,26) AND substr("_page"."since",20)<>'.000000' AND substr("_page"."since",11,1)=' ' THEN '"'||replace("_page"."since",' ','T')||'Z"' ELSE CASE typeof("_page"."since") WHEN 'text' THEN char(1)||'0:'||nullif(json_quote(CAST("_page"."since" AS TEXT)),'null')||char(2) ELSE char(1)||'!'||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
