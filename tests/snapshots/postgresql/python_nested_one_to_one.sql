WITH "_page"("_row$", "id", "author_id", "bio", "home_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_profile"."id", "testapp_profile"."author_id", "testapp_profile"."bio", "testapp_profile"."home_id" FROM "testapp_profile" ORDER BY "testapp_profile"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_profile") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{'||E'\x010:'||'['||to_json(ARRAY["_page"."id"::text,"_page"."author_id"::text,"_page"."bio"::text,"_page"."home_id"::text]::text[])::text||']'||E'\x02'||'"id":'||"_page"."id"::text||',"bio":'||to_json("_page"."bio")::text||',"author":{'||E'\x011:'||'['||to_json(ARRAY["_author_1"."id"::text,"_author_1"."name"::text,CASE WHEN "_author_1"."born" IS NOT NULL THEN coalesce((CASE WHEN "_author_1"."born" BETWEEN '0001-01-01' AND '9999-12-31' THEN to_char("_author_1"."born",'YYYY-MM-DD') END),E'\x01!\x02') END,"_author_1"."country_id"::text,"_author_1"."mentor_id"::text]::text[])::text||']'||E'\x02'||'"name":'||to_json("_author_1"."name")::text||',"loud":'||E'\x012\x02'||E'\x013\x02'||'}}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
