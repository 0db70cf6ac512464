WITH "_page"("_row$", "left", "right") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_pair"."left", "testapp_pair"."right" FROM "testapp_pair" ORDER BY "testapp_pair"."left" ASC, "testapp_pair"."right" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_pair") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||E'\x010:'||'['||to_json(ARRAY["_page"."left"::text,"_page"."right"::text]::text[])::text||']'||E'\x02'||E'\x011\x02'||'"left":'||"_page"."left"::text||',"right":'||to_json("_page"."right")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
