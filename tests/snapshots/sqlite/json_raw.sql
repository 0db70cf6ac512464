WITH "_page"("_row$", "data") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_jsonrow"."data" FROM "testapp_jsonrow" ORDER BY "testapp_jsonrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (WITH "_total"("n") AS (SELECT COUNT(*) AS "__count" FROM "testapp_jsonrow") SELECT * FROM "_total") AS "_total"
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"data": '||CASE WHEN "_page"."data" IS NULL THEN 'null' WHEN CASE WHEN typeof("_page"."data")<>'blob' AND json_valid("_page"."data") AND instr("_page"."data",char(0))=0 THEN json_type("_page"."data")<>'text' END THEN CAST("_page"."data" AS TEXT) ELSE char(1)||'!'||char(2) END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
