WITH "_page"("_row$", "text", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_comment"."text", "testapp_comment"."id" FROM "testapp_comment" ORDER BY "testapp_comment"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_comment") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"text":'||to_json("_page"."text")::text||',"n":'||coalesce((SELECT CASE WHEN "_n_1"."sqllist_twin" IS NULL THEN 'null' WHEN pg_typeof("_n_1"."sqllist_twin")::text IN ('numeric','bigint','integer','smallint') THEN trunc(concat("_n_1"."sqllist_twin")::numeric)::text ELSE E'\x01!\x02' END FROM (SELECT COUNT("testapp_reply"."id") AS "sqllist_twin" FROM "testapp_comment" LEFT OUTER JOIN "testapp_reply" ON ("testapp_comment"."id" = "testapp_reply"."comment_id") WHERE "testapp_comment"."id" = ("_page"."id") GROUP BY "testapp_comment"."id") AS "_n_1"("sqllist_twin")),E'\x01!\x02')||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
