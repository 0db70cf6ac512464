WITH "_page"("_row$", "name", "id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_person"."name", "testapp_person"."id" FROM "testapp_person" ORDER BY "testapp_person"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_person") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"name":'||CASE WHEN typeof("_page"."name")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."name" AS TEXT)) END||',"guilds":['||coalesce((SELECT group_concat(coalesce(CAST("_guilds_1"."id" AS TEXT),char(1)||'!'||char(2)),',') FROM (WITH "_guilds_1"("id") AS (SELECT "testapp_guild"."id" FROM "testapp_guild" INNER JOIN "testapp_guild_members" ON ("testapp_guild"."id" = "testapp_guild_members"."guild_id") INNER JOIN "testapp_person" ON ("testapp_guild_members"."person_id" = "testapp_person"."id") WHERE ("testapp_person"."name" = %s AND "testapp_guild_members"."person_id" = ("_page"."id")) ORDER BY "testapp_guild"."name" ASC) SELECT * FROM "_guilds_1") AS "_guilds_1"),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
