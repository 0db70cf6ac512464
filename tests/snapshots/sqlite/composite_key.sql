WITH "_page"("_row$", "left", "right") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_pair"."left", "testapp_pair"."right" FROM "testapp_pair" ORDER BY "testapp_pair"."left" ASC, "testapp_pair"."right" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_pair") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||char(1)||'0:['||json_array(CASE WHEN "_page"."left" IS NOT NULL THEN CASE typeof("_page"."left") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE CAST("_page"."left" AS TEXT) END END,CASE WHEN "_page"."right" IS NOT NULL THEN CASE typeof("_page"."right") WHEN 'blob' THEN char(1)||'!'||char(2) ELSE CAST("_page"."right" AS TEXT) END END)||']'||char(2)||char(1)||'1'||char(2)||'"left":'||CASE typeof("_page"."left") WHEN 'integer' THEN CAST("_page"."left" AS TEXT) ELSE char(1)||'!'||char(2) END||',"right":'||CASE WHEN typeof("_page"."right")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."right" AS TEXT)) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
