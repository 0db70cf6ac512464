WITH "_page"("_row$", "name", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_person"."name", "testapp_person"."id" FROM "testapp_person" ORDER BY "testapp_person"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_person") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||to_json("_page"."name")::text||',"clubs":['||coalesce((SELECT string_agg(coalesce('{"name":'||to_json("_clubs_1"."name")::text||',"size":'||CASE WHEN "_clubs_1"."size" IS NULL THEN 'null' WHEN pg_typeof("_clubs_1"."size")::text IN ('numeric','bigint','integer','smallint') THEN trunc(concat("_clubs_1"."size")::numeric)::text ELSE E'\x01!\x02' END||'}',E'\x01!\x02'),',') FROM (SELECT "testapp_club"."name" AS "name", COUNT("testapp_club_members"."person_id") AS "size" FROM "testapp_club" INNER JOIN "testapp_club_members" ON ("testapp_club"."id" = "testapp_club_members"."club_id") WHERE "testapp_club_members"."person_id" = ("_page"."id") GROUP BY "testapp_club"."id" ORDER BY 1 ASC) AS "_clubs_1"("name", "size")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
