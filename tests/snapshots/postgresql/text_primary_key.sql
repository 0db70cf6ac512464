WITH "_page"("_row$", "slug") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_textkey"."slug" FROM "testapp_textkey" ORDER BY "testapp_textkey"."slug" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_textkey") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"slug":'||to_json("_page"."slug")::text||',"peers":['||coalesce((SELECT string_agg(coalesce(to_json("_peers_1"."slug")::text,E'\x01!\x02'),',') FROM (SELECT "testapp_textkey"."slug" FROM "testapp_textkey" INNER JOIN "testapp_textkey_peers" ON ("testapp_textkey"."slug" = "testapp_textkey_peers"."to_textkey_id") WHERE "testapp_textkey_peers"."from_textkey_id" = ("_page"."slug") ORDER BY "testapp_textkey"."slug" ASC) AS "_peers_1"("slug")),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
