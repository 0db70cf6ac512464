"""Times functions from outside, each without those inside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from importlib import import_module
from time import perf_counter
from typing import Any
from unittest.mock import patch


class Clock:
    """Seconds that each part took by itself, without the parts inside it.

    ``seconds`` has them by part, since it was last emptied.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inner: list[float] = [0.0]

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            self._inner.append(0.0)
            start = perf_counter()
            try:
                return function(*args, **kwargs)
            finally:
                took = perf_counter() - start
                self.seconds[part] = self.seconds.get(part, 0.0) + took - self._inner.pop()
                self._inner[-1] += took

        return call

    @contextmanager
    def watching(self, parts: Mapping[str, Sequence[str]]) -> Iterator[None]:
        """Functions and properties are timed while the block runs.

        Arguments:
            parts: the full names of the functions that each part consists of, as they are looked up where they are
                called.

        Raises:
            LookupError: one of them is not there.
        """
        with ExitStack() as stack:
            for part, names in parts.items():
                for name in names:
                    owner, attribute, found = find(name)
                    if isinstance(found, property):
                        assert found.fget is not None
                        watched: Any = property(self.timed(part, found.fget), found.fset)
                    else:
                        watched = self.timed(part, found)
                    stack.enter_context(patch.object(owner, attribute, watched))
            yield


def find(name: str) -> tuple[Any, str, Any]:
    """A function's owner, which is a module or a class in it, its name there, and the function or property itself.

    Raises:
        LookupError: it is not there.
    """
    path, _, attribute = name.rpartition(".")
    try:
        owner: Any = import_module(path)
    except ModuleNotFoundError:
        module, _, cls = path.rpartition(".")
        owner = getattr(import_module(module), cls)
    found = vars(owner).get(attribute)
    if found is None:
        raise LookupError(f"{name} is not there: the parts of a request are to be named anew.")
    return owner, attribute, found
