WITH "_page"("_row$", "id", "country_id", "mentor_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_author"."id", "testapp_author"."country_id", "testapp_author"."mentor_id" FROM "testapp_author" ORDER BY "testapp_author"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_author") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"country":'||coalesce(to_json("_country_1"."name")::text,'null')||',"mentor":'||CASE WHEN "_author_2"."born" IS NULL THEN 'null' WHEN "_author_2"."born" BETWEEN '0001-01-01' AND '9999-12-31' THEN to_json("_author_2"."born")::text ELSE E'\x010:'||to_json((CASE WHEN "_author_2"."born" BETWEEN '0001-01-01' AND '9999-12-31' THEN to_char("_author_2"."born",'YYYY-MM-DD') END)::text)::text||E'\x02' END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_country" AS "_country_1" ON "_page"."country_id" = "_country_1"."id"
LEFT JOIN "testapp_author" AS "_author_2" ON "_page"."mentor_id" = "_author_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
