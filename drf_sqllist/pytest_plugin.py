"""``pytest --sqllist-parity``: every list of a project's own tests, answered by DRF and by us.

pytest imports this module in every run of every project that has the package. So it imports nothing else
until somebody asks for it.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("drf_sqllist").addoption(
        "--sqllist-parity",
        action="store_true",
        default=False,
        help="answer every DRF list of the tests on both paths, DRF's and drf_sqllist's, and report what differs; "
        "no test notices",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Before anybody, pytest-django included, imports the project's views."""
    if early_config.known_args_namespace.sqllist_parity:
        from drf_sqllist.parity.session import Session

        early_config.pluginmanager.register(Session(early_config), "sqllist-parity-session")
