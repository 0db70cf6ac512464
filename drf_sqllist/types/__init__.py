"""The built-in types, one file a family. Importing this package registers them."""

from drf_sqllist.types import (
    binary,
    boolean,
    choices,
    duration,
    files,
    generated,
    json,
    lists,
    methods,
    modelfield,
    network,
    numeric,
    postgres,
    related,
    temporal,
    text,
    uuid,
)
