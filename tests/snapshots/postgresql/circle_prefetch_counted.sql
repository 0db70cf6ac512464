WITH "_page"("_row$", "name", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_person"."name", "testapp_person"."id" FROM "testapp_person" ORDER BY "testapp_person"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_person") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||to_json("_page"."name")::text||',"groups":['||coalesce((SELECT string_agg(coalesce('{"code":'||to_json("_groups_1"."code")::text||',"n":'||CASE WHEN "_groups_1"."n" IS NULL THEN 'null' WHEN pg_typeof("_groups_1"."n")::text IN ('numeric','bigint','integer','smallint') THEN trunc(concat("_groups_1"."n")::numeric)::text ELSE E'\x01!\x02' END||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_circle"."code" AS "code", COUNT("testapp_membership"."person_id") AS "n" FROM "testapp_circle" INNER JOIN "testapp_membership" ON ("testapp_circle"."code" = "testapp_membership"."circle_id") WHERE "testapp_membership"."person_id" = ("_page"."id") GROUP BY "testapp_circle"."id" ORDER BY 1 ASC) AS "_groups_1"("code", "n")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
