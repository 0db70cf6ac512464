WITH "_page"("_row$", "id", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_book"."id", "testapp_book"."author_id" FROM "testapp_book" WHERE "testapp_book"."author_id" IS NOT NULL ORDER BY "testapp_book"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_book" WHERE "testapp_book"."author_id" IS NOT NULL) AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||CASE WHEN "_page"."author_id" IS NULL THEN '' ELSE ',"value":'||CASE WHEN "_author_1"."born" IS NULL THEN 'null' WHEN "_author_1"."born" BETWEEN '0001-01-01' AND '9999-12-31' THEN to_json("_author_1"."born")::text ELSE E'\x010:'||to_json((CASE WHEN "_author_1"."born" BETWEEN '0001-01-01' AND '9999-12-31' THEN to_char("_author_1"."born",'YYYY-MM-DD') END)::text)::text||E'\x02' END END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
