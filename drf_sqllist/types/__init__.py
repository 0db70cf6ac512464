"""The built-in types, one file a family. Importing this package registers them."""

from importlib import import_module

_FAMILIES = (
    "binary",
    "boolean",
    "choices",
    "converted",
    "decimals",
    "duration",
    "dynamic",
    "files",
    "floats",
    "generated",
    "integers",
    "json",
    "lists",
    "methods",
    "modelfield",
    "nested",
    "network",
    "postgres",
    "ranges",
    "rawjson",
    "related",
    "search",
    "temporal",
    "text",
    "uuid",
)

for _family in _FAMILIES:
    import_module(f"{__name__}.{_family}")
