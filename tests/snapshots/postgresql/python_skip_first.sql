WITH "_page"("_row$", "id", "name", "born", "country_id", "mentor_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id", "testapp_author"."name", "testapp_author"."born", "testapp_author"."country_id", "testapp_author"."mentor_id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||E'\x010:'||'['||to_json(ARRAY["_page"."id"::text,"_page"."name"::text,CASE WHEN "_page"."born" IS NOT NULL THEN coalesce((CASE WHEN "_page"."born" BETWEEN '0001-01-01' AND '9999-12-31' THEN to_char("_page"."born",'YYYY-MM-DD') END),E'\x01!\x02') END,"_page"."country_id"::text,"_page"."mentor_id"::text]::text[])::text||']'||E'\x02'||E'\x011\x02'||'"id":'||"_page"."id"::text||',"name":'||to_json("_page"."name")::text||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
