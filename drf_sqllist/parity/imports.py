"""Functions that are called when a module is imported, whoever imports it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

Then = Callable[[ModuleType], None]


@contextmanager
def when_imported(actions: Mapping[str, Then]) -> Iterator[None]:
    """Call a function with a module right after the module has run, before its importer goes on.

    What is done to a module's classes then is done before a subclass or a decorator of the project's has seen them.

    Arguments:
        actions: by the modules' names. For a module that is there already, the function is called at once.
    """
    finder = _Finder(actions)
    sys.meta_path.insert(0, finder)
    for name, then in actions.items():
        if name in sys.modules:
            then(sys.modules[name])
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


class _Finder(MetaPathFinder):
    def __init__(self, actions: Mapping[str, Then]) -> None:
        self._actions = actions

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._actions:
            return None
        others = (finder for finder in sys.meta_path if finder is not self)
        spec = next(filter(None, (finder.find_spec(fullname, path, target) for finder in others)), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader, self._actions[fullname])
        return spec


class _Loader(Loader):
    def __init__(self, loader: Loader, then: Then) -> None:
        self._loader, self._then = loader, then

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        # The module is its own loader's again: others look for its source and its data there.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        self._then(module)
