WITH "_page"("_row$", "place_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_onetoonekey"."place_id" FROM "testapp_onetoonekey" ORDER BY "testapp_onetoonekey"."place_id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_onetoonekey") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"url":"␃'||CASE WHEN "_page"."place_id">=0 THEN "_page"."place_id"::text ELSE E'\x010:'||to_json(("_page"."place_id"::text)::text)::text||E'\x02' END||'␄'||CASE WHEN "_page"."place_id">=0 THEN "_page"."place_id"::text ELSE E'\x010:'||to_json(("_page"."place_id"::text)::text)::text||E'\x02' END||'␅'||coalesce((SELECT string_agg(coalesce('"␃'||CASE WHEN "_danglers_1"."id">=0 THEN "_danglers_1"."id"::text ELSE E'\x010:'||to_json(("_danglers_1"."id"::text)::text)::text||E'\x02' END||'␆',E'\x01!\x02'),',') FROM (SELECT "testapp_dangling"."id" FROM "testapp_dangling" WHERE "testapp_dangling"."permit_id" = ("_page"."place_id") ORDER BY "testapp_dangling"."id" ASC) AS "_danglers_1"("id")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
