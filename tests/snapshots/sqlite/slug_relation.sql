WITH "_page"("_row$", "id", "author_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_profile"."id", "testapp_profile"."author_id" FROM "testapp_profile" INNER JOIN "testapp_author" ON ("testapp_profile"."author_id" = "testapp_author"."id") WHERE "testapp_author"."mentor_id" IS NOT NULL ORDER BY "testapp_profile"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_profile" INNER JOIN "testapp_author" ON ("testapp_profile"."author_id" = "testapp_author"."id") WHERE "testapp_author"."mentor_id" IS NOT NULL) SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"author":'||CASE WHEN "_author_1"."mentor_id" IS NULL THEN char(1)||'!'||char(2) ELSE coalesce(CASE WHEN typeof("_author_2"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_author_2"."name" AS TEXT)) END,'null') END||'}' AS "body"
FROM "_page"
LEFT JOIN "testapp_author" AS "_author_1" ON "_page"."author_id" = "_author_1"."id"
LEFT JOIN "testapp_author" AS "_author_2" ON "_author_1"."mentor_id" = "_author_2"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
