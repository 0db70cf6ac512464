WITH "_page"("_row$", "slug") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_textkey"."slug" FROM "testapp_textkey" ORDER BY "testapp_textkey"."slug" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_textkey") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"slug":'||CASE WHEN typeof("_page"."slug")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_page"."slug" AS TEXT)) END||',"peers":['||coalesce((SELECT group_concat(coalesce(CASE WHEN typeof("_peers_1"."slug")='blob' THEN char(1)||'!'||char(2) ELSE json_quote(CAST("_peers_1"."slug" AS TEXT)) END,char(1)||'!'||char(2)),',') FROM (WITH "_peers_1"("slug") AS (SELECT "testapp_textkey"."slug" FROM "testapp_textkey" INNER JOIN "testapp_textkey_peers" ON ("testapp_textkey"."slug" = "testapp_textkey_peers"."to_textkey_id") WHERE "testapp_textkey_peers"."from_textkey_id" = ("_page"."slug") ORDER BY "testapp_textkey"."slug" ASC) SELECT * FROM "_peers_1") AS "_peers_1"),'')||']}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
