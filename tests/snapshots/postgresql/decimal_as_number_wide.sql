WITH "_page"("_row$", "wide") AS (SELECT row_number() OVER (), "_s".* FROM (SELECT "testapp_decimalrow"."wide" FROM "testapp_decimalrow" ORDER BY "testapp_decimalrow"."id" ASC LIMIT 2) AS "_s")
SELECT "_rows"."_row$", "_rows"."body", "_total"."n"
FROM (SELECT COUNT(*) AS "__count" FROM "testapp_decimalrow") AS "_total"("n")
LEFT JOIN (SELECT "_page"."_row$" AS "_row$", '{"value":'||CASE WHEN abs(("_page"."wide")::float8)<1e15 THEN CASE WHEN ("_page"."wide")::float8=trunc(("_page"."wide")::float8) THEN ("_page"."wide")::float8::text||'.0' ELSE ("_page"."wide")::float8::text END WHEN abs(("_page"."wide")::float8)<1e16 THEN CASE WHEN ("_page"."wide")::float8=trunc(("_page"."wide")::float8) THEN ("_page"."wide")::float8::int8::text||'.0' ELSE ("_page"."wide")::float8::text::numeric::text END ELSE E'\x010:'||to_json(('='||"_page"."wide"::text)::text)::text||E'\x02' END||'}' AS "body"
FROM "_page") AS "_rows" ON 1=1
ORDER BY "_rows"."_row$"
