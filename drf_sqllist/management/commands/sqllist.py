"""``manage.py sqllist``: what would become of a project's list endpoints, how one is made, where its time goes."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from drf_sqllist import cache_status, triggering
from drf_sqllist.audit.endpoints import list_endpoints
from drf_sqllist.audit.findings import SEVERITY, Finding, Options, find
from drf_sqllist.audit.records import as_records
from drf_sqllist.audit.terminal import console, progress
from drf_sqllist.caching.triggers import TriggersError
from drf_sqllist.explain.explanation import explain
from drf_sqllist.explain.failures import NotExplained
from drf_sqllist.explain.records import as_record
from drf_sqllist.materializing import ACTIONS, DONE, chosen_views, perform, show_status, status_of
from drf_sqllist.profiling.advice import advise
from drf_sqllist.profiling.records import as_record as profile_record
from drf_sqllist.profiling.runs import NotProfiled, Subject, in_turns
from drf_sqllist.rawsql.materialized import MaterializedError

if TYPE_CHECKING:
    from rich.console import Console


class Command(BaseCommand):
    help = "Audits a project's list endpoints, explains or profiles one, keeps the rows of hand-written SQL, and lists."

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True)
        audit = commands.add_parser("audit", help="every DRF list endpoint of the URLconf: what it would be, and why")
        audit.add_argument("--url", default="", metavar="PREFIX", help="only routes that begin like this: /api/orders")
        audit.add_argument("--run", action="store_true", help="ask each on both paths, compare bytes, time them")
        audit.add_argument("--repeats", type=int, default=3, metavar="N", help="requests of each for its time (3)")
        audit.add_argument("--query", default="", help="a query string for every URL: page_size=10")
        audit.add_argument("--as", dest="username", metavar="USERNAME", help="ask as this user")
        audit.add_argument(
            "--sample",
            "--sample-kwargs",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="a value for a URL's argument; others are taken from rows",
        )
        audit.add_argument("--json", action="store_true", help="for machines")
        audit.add_argument("--fail-on", choices=SEVERITY[1:], help="exit with 1 if a list is that, or worse")

        explained = commands.add_parser("explain", help="one list: its plan, its statement, its time, what to do")
        explained.add_argument("url", metavar="URL", help="with its query string: '/api/orders/?page_size=10'")
        explained.add_argument("--as", dest="username", metavar="USERNAME", help="ask as this user")
        explained.add_argument("--json", action="store_true", help="for machines")

        profiled = commands.add_parser("profile", help="where the time of a URL goes: database, serialization, …")
        profiled.add_argument("url", metavar="URL", help="of any view, with its query string")
        profiled.add_argument("--times", type=int, default=50, metavar="N", help="requests after the first one (50)")
        profiled.add_argument("--compare", metavar="URL", help="another one, asked for in turns with it")
        profiled.add_argument("--as", dest="username", metavar="USERNAME", help="ask as this user")
        profiled.add_argument("--json", action="store_true", help="for machines")

        materialize = commands.add_parser("materialize", help="the materialised views of hand-written SQL")
        materialize.add_argument("action", choices=ACTIONS)
        materialize.add_argument("names", nargs="*", metavar="NAME", help="as the views say it; all of them if none")
        materialize.add_argument("--concurrently", action="store_true", help="refresh: nobody who reads has to wait")
        materialize.add_argument("--database", metavar="ALIAS", help="the one that the router says by default")
        materialize.add_argument("--json", action="store_true", help="status: for machines")

        cache = commands.add_parser("cache", help="the cache of lists: what is kept, and what is not")
        cache.add_argument("action", choices=cache_status.ACTIONS)
        cache.add_argument("--table", action="append", default=[], metavar="NAME", help="all of them if none")
        cache.add_argument("--json", action="store_true", help="status: for machines")

        triggers = commands.add_parser("triggers", help="PostgreSQL's triggers that tell cached lists of every writer")
        triggers.add_argument("action", choices=triggering.ACTIONS)
        triggers.add_argument(
            "--table", action="append", default=[], metavar="NAME", help="those of all models if none"
        )
        triggers.add_argument("--database", default=DEFAULT_DB_ALIAS, choices=[*connections], metavar="ALIAS")
        triggers.add_argument("--json", action="store_true", help="status: for machines")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['command']}")(options)

    def _audit(self, options: dict[str, Any]) -> None:
        endpoints = list_endpoints(options["url"])
        wanted = Options(
            options["run"],
            _user(options["username"]),
            _samples(options["sample"]),
            options["query"].removeprefix("?"),
            options["repeats"],
        )
        found = progress(endpoints, find(endpoints, wanted), sys.stderr)
        findings = sorted(found, key=lambda finding: -finding.gain)
        if options["json"]:
            self.stdout.write(json.dumps(as_records(findings), indent=2))
        else:
            out = console(self.stdout)
            from drf_sqllist.audit.report import show

            show(findings, out)
        limit = options["fail_on"]
        if limit and any(_reaches(finding, limit) for finding in findings):
            sys.exit(1)

    def _explain(self, options: dict[str, Any]) -> None:
        out = None if options["json"] else console(self.stdout)
        try:
            found = explain(options["url"], _user(options["username"]))
        except NotExplained as error:
            raise CommandError(str(error)) from None
        if out is None:
            self.stdout.write(json.dumps(as_record(found), indent=2))
        else:
            from drf_sqllist.explain.report import show

            show(found, out)

    def _profile(self, options: dict[str, Any]) -> None:
        if options["times"] < 1:
            raise CommandError("--times: at least 1 request after the first.")
        out = None if options["json"] else console(self.stdout)
        user = _user(options["username"])
        try:
            subjects = [Subject(url, user) for url in (options["url"], options["compare"]) if url]
            measured, rounds = in_turns(subjects, options["times"])
            deque(progress(range(options["times"] + 1), rounds, sys.stderr), maxlen=0)
            advice = [advise(runs) for runs in measured]
        except NotProfiled as error:
            raise CommandError(str(error)) from None
        if out is None:
            records = [profile_record(runs, lines) for runs, lines in zip(measured, advice, strict=True)]
            self.stdout.write(json.dumps(records, indent=2))
        else:
            from drf_sqllist.profiling.report import show

            show(measured, advice, out)

    def _materialize(self, options: dict[str, Any]) -> None:
        action, concurrently = options["action"], options["concurrently"]
        if concurrently and action != "refresh":
            raise CommandError("--concurrently goes with refresh.")
        if action == "drop" and not options["names"]:
            raise CommandError("drop: name the views that are to go.")
        try:
            chosen = chosen_views(options["names"], options["database"])
            if action == "status":
                self._show(show_status, [status_of(one) for one in chosen], options["json"])
                return
            for one in chosen:
                seconds = perform(action, one, concurrently)
                self.stdout.write(f"{one.name}: {DONE[action]} in {seconds:.1f} s")
        except MaterializedError as error:
            raise CommandError(str(error)) from None

    def _show(self, show: Callable[[Any, Console], None], found: Any, for_machines: bool) -> None:
        if for_machines:
            self.stdout.write(json.dumps(found, indent=2))
        else:
            show(found, console(self.stdout))

    def _cache(self, options: dict[str, Any]) -> None:
        tables = options["table"]
        if options["action"] == "status":
            try:
                found = cache_status.status_of(tables)
            except ImproperlyConfigured as error:
                raise CommandError(str(error)) from None
            self._show(cache_status.show_status, found, options["json"])
            return
        try:
            cache_status.clear(tables)
        except Exception as error:  # of any cache's client
            raise CommandError(f"Nothing is cleared. {error}") from None
        which = f"that reads {' or '.join(tables)}" if tables else "that was kept"
        self.stdout.write(f"No list {which} is used any more.")

    def _triggers(self, options: dict[str, Any]) -> None:
        chosen = options["database"], options["table"]
        try:
            if options["action"] == "status":
                self._show(triggering.show_status, triggering.status_of(*chosen), options["json"])
                return
            perform_on = triggering.install if options["action"] == "install" else triggering.remove
            for name, what in perform_on(*chosen):
                self.stdout.write(f"{name}: {what}")
        except (TriggersError, DatabaseError) as error:
            raise CommandError(str(error).strip()) from None


def _reaches(finding: Finding, limit: str) -> bool:
    verdict = finding.verdict
    return verdict != "unknown" and SEVERITY.index(verdict) >= SEVERITY.index(limit)


def _user(username: str | None) -> Any:
    if username is None:
        return None
    try:
        model = get_user_model()
    except ImproperlyConfigured as error:
        raise CommandError(f"--as: this project has no users ({error}): leave it out.") from None
    try:
        return model._default_manager.get_by_natural_key(username)
    except model.DoesNotExist:
        raise CommandError(f"--as: there is no {model._meta.verbose_name} {username!r}.") from None


def _samples(given: list[str]) -> dict[str, str]:
    pairs = [text.partition("=") for text in given]
    for name, sign, _ in pairs:
        if not (name and sign):
            raise CommandError(f"--sample: {name!r} is not NAME=VALUE.")
    return {name: value for name, _, value in pairs}
