WITH "_page"("_row$", "id", "vault_id") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_coin"."id", "testapp_coin"."vault_id" FROM "testapp_coin" ORDER BY "testapp_coin"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_coin") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"id":'||CASE typeof("_page"."id") WHEN 'integer' THEN CAST("_page"."id" AS TEXT) ELSE char(1)||'!'||char(2) END||',"vault":'||CASE WHEN "_page"."vault_id" IS NULL THEN 'null' ELSE CASE typeof("_page"."vault_id") WHEN 'integer' THEN CAST("_page"."vault_id" AS TEXT) ELSE char(1)||'!'||char(2) END END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
