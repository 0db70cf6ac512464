WITH "_page"("_row$", "id", "vault_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_coin"."id", "testapp_coin"."vault_id" FROM "testapp_coin" ORDER BY "testapp_coin"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_coin") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||"_page"."id"::text||',"vault":'||CASE WHEN "_page"."vault_id" IS NULL THEN 'null' ELSE "_page"."vault_id"::text END||',"shown":'||CASE WHEN "_vault_1"."id" IS NULL THEN 'null' ELSE '{"name":'||to_json("_vault_1"."name")::text||'}' END||'}' AS "body"
FROM "_page"
LEFT JOIN (SELECT "testapp_vault"."id", "testapp_vault"."name" FROM "testapp_vault" WHERE "testapp_vault"."is_open") AS "_vault_1"("id", "name") ON "_page"."vault_id" = "_vault_1"."id") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
