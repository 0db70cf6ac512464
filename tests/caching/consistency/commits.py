"""The moment between a commit and the cache's hearing of it."""

from collections.abc import Callable

from django.db import connection


def after_each_commit(do: Callable[[], None]) -> None:
    """Call something after each commit of this process' connection, before the cache hears of it."""
    connection.ensure_connection()  # watched from then on: what is put around its hooks is called first
    run_hooks = connection.run_and_clear_commit_hooks

    def run() -> None:
        # After a hook that failed, Django runs them once more when it connects anew: then nothing was committed.
        if connection.run_on_commit:
            do()
        run_hooks()

    connection.run_and_clear_commit_hooks = run
