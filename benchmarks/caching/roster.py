"""Who takes part, and who shares a process with whom."""

from dataclasses import dataclass

from benchmarks.rivals import OURS, TUNED

HIT, NOT_MODIFIED = f"{OURS}, hit", f"{OURS}, 304"
CACHE_PAGE, BY_HAND = f"{TUNED}, cache_page", f"{TUNED}, cache.get"
EXTENSIONS, CACHALOT, CACHEOPS = f"{TUNED}, drf-extensions", f"{TUNED}, cachalot", f"{TUNED}, cacheops"
RIVALS = (TUNED, OURS, HIT, NOT_MODIFIED, BY_HAND, CACHE_PAGE, EXTENSIONS, CACHALOT, CACHEOPS)
KEEPING = frozenset(RIVALS) - {TUNED, OURS}
SLOW = frozenset({TUNED, CACHALOT, CACHEOPS})
"""Those that make their answer of objects each time."""


@dataclass(frozen=True)
class Family:
    """The rivals of one process: some packages patch Django for all that is in it.

    Arguments:
        needs: a package that the benchmark's environment does not have, by the name of its distribution.
    """

    name: str
    rivals: tuple[str, ...]
    needs: str = ""


PLAIN = "Django"
FAMILIES = (
    Family(PLAIN, (TUNED, OURS, HIT, NOT_MODIFIED, BY_HAND, CACHE_PAGE)),
    Family("drf-extensions", (EXTENSIONS,), "drf-extensions"),
    Family("cachalot", (CACHALOT,), "django-cachalot"),
    Family("cacheops", (CACHEOPS,), "django-cacheops"),
)
