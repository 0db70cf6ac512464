WITH "_page"("_row$", "duration") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_momentrow"."duration" FROM "testapp_momentrow" ORDER BY "testapp_momentrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_momentrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"duration":'||CASE WHEN "_page"."duration" IS NULL THEN 'null' ELSE CASE WHEN "_page"."duration"<0 THEN '"-P' ELSE '"P' END||(abs("_page"."duration")/86400000000)||'DT'||printf('%02dH%02dM%02d',(abs("_page"."duration")%86400000000)/3600000000,(abs("_page"."duration")%86400000000)/60000000%60,(abs("_page"."duration")%86400000000)/1000000%60)||CASE WHEN (abs("_page"."duration")%86400000000)%1000000 THEN printf('.%06d',(abs("_page"."duration")%86400000000)%1000000) ELSE '' END||'S"' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
