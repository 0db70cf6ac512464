WITH "_page"("_row$", "name", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_person"."name", "testapp_person"."id" FROM "testapp_person" ORDER BY "testapp_person"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_person") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||to_json("_page"."name")::text||',"scores":['||coalesce((SELECT string_agg(coalesce("_scores_1"."id"::text,E'\x01!\x02'),',') FROM (SELECT "testapp_score"."id" FROM "testapp_score" WHERE ("testapp_score"."points" > %s AND "testapp_score"."person_id" = ("_page"."id")) ORDER BY "testapp_score"."points" DESC, "testapp_score"."id" ASC) AS "_scores_1"("id")),'')||'],"points":['||coalesce((SELECT string_agg(coalesce("_points_2"."points"::text,E'\x01!\x02'),',') FROM (SELECT "testapp_score"."points" FROM "testapp_score" WHERE ("testapp_score"."points" > %s AND "testapp_score"."person_id" = ("_page"."id")) ORDER BY "testapp_score"."points" DESC, "testapp_score"."id" ASC) AS "_points_2"("points")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
