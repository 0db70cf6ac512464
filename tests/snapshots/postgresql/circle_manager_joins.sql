WITH "_page"("_row$", "name", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_person"."name", "testapp_person"."id" FROM "testapp_person" ORDER BY "testapp_person"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_person") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||to_json("_page"."name")::text||',"guilds":['||coalesce((SELECT string_agg(coalesce("_guilds_1"."id"::text,E'\x01!\x02'),',') FROM (SELECT "testapp_guild"."id" FROM "testapp_guild" INNER JOIN "testapp_guild_members" ON ("testapp_guild"."id" = "testapp_guild_members"."guild_id") INNER JOIN "testapp_person" ON ("testapp_guild_members"."person_id" = "testapp_person"."id") INNER JOIN "testapp_guild_members" T4 ON ("testapp_guild"."id" = T4."guild_id") WHERE ("testapp_person"."name" = %s AND T4."person_id" = ("_page"."id")) ORDER BY "testapp_guild"."name" ASC) AS "_guilds_1"("id")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
