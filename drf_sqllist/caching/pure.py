"""Functions of SQL whose values depend on nothing but their arguments and the tables that a statement reads.

A list that uses any other is not kept: it may be another one a moment later. (PostgreSQL's manual, 36.7 "Function
Volatility Categories", and SQLite's "Deterministic SQL Functions".)
"""

from __future__ import annotations

KEYWORDS = frozenset(
    """
    all and any array as between by case cast check collate conflict distinct else except exists filter from group
    having in intersect interval into is join lateral like limit materialized not offset on or order over partition
    recursive returning row select set similar some then union using values when where with within
    bigint bit boolean char character date decimal double float int integer json jsonb numeric real smallint text time
    timestamp timestamptz uuid varchar varying
    """.split()
)
"""Words that a parenthesis may follow and that are no functions; types, too."""

FUNCTIONS = frozenset(
    """
    coalesce extract greatest least nullif overlay position substring trim iif ifnull

    array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every group_concat max min
    mode percentile_cont percentile_disc range_agg regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope
    regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg sum total var_pop var_samp variance xmlagg

    cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number

    ascii bit_length btrim char_length character_length chr concat concat_ws convert_from convert_to decode encode
    format hex initcap instr left length lower lpad ltrim md5 normalize octet_length printf quote quote_ident
    quote_literal quote_nullable regexp_count regexp_instr regexp_like regexp_match regexp_matches regexp_replace
    regexp_split_to_array regexp_split_to_table regexp_substr repeat replace reverse right rpad rtrim sha1 sha224 sha256
    sha384 sha512 split_part starts_with strpos substr to_ascii to_hex translate unaccent unhex unicode unistr upper

    abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh cbrt ceil ceiling cos cosd cosh cot cotd degrees
    div exp factorial floor gcd lcm ln log log10 log2 min_scale mod pi pow power radians round scale sign sin sind sinh
    sqrt tan tand tanh to_number trim_scale trunc width_bucket xor

    date_bin date_part date_trunc datetime isfinite julianday justify_days justify_hours justify_interval make_date
    make_interval make_time make_timestamp make_timestamptz strftime timediff timezone to_char to_date to_timestamp
    unixepoch

    array_append array_cat array_dims array_fill array_length array_lower array_ndims array_position array_positions
    array_prepend array_remove array_replace array_to_json array_to_string array_upper cardinality generate_series
    generate_subscripts string_to_array string_to_table trim_array unnest

    row_to_json to_json to_jsonb akeys avals each exist defined delete hstore hstore_to_array hstore_to_json
    hstore_to_jsonb skeys slice svals

    daterange int4range int8range isempty lower_inc lower_inf multirange numrange range_merge tsrange tstzrange
    upper_inc upper_inf

    array_to_tsvector phraseto_tsquery plainto_tsquery setweight similarity strict_word_similarity strip to_tsquery
    to_tsvector ts_headline ts_rank ts_rank_cd tsvector_to_array websearch_to_tsquery word_similarity dmetaphone
    levenshtein metaphone soundex

    abbrev broadcast family host hostmask macaddr8_set7bit masklen netmask network set_masklen

    glob likely nullif num_nonnulls num_nulls pg_typeof typeof unlikely zeroblob sqllist_base64 sqllist_repr
    """.split()
)

FAMILIES = ("django_", "json_", "jsonb_", "st_")
"""What the names of others begin with: Django's own on SQLite, JSON's, PostGIS's."""

MOMENTS = frozenset({"now", "today", "tomorrow", "yesterday"})
"""Literals that are a moment: ``'now'::timestamptz``, ``datetime('now')``."""

VARYING = frozenset(
    """
    current_catalog current_date current_role current_schema current_time current_timestamp current_user localtime
    localtimestamp session_user system_user user
    """.split()
)
"""Words that are another value for each moment, or each user."""


def is_pure(function: str) -> bool:
    """Whether a function, its name in lower case, gives the same for the same arguments."""
    return function in FUNCTIONS or function in KEYWORDS or function.startswith(FAMILIES)
