"""Rivals that could not be measured, in results that name them and say why."""

from benchmarks.findings import Findings
from benchmarks.measurement import Measurement

LEFT_OUT = "left out: "
"""How the case of one begins; the reason follows."""


def absent(rival: str, reason: str) -> Measurement:
    """What the results have of one."""
    return Measurement(f"{LEFT_OUT}{reason}", rival)


def present(found: Findings) -> list[Measurement]:
    """Those that were measured."""
    return [one for one in found.measurements if not one.case.startswith(LEFT_OUT)]


def left_out(found: Findings) -> list[str]:
    """The others, each with its reason, on one line."""
    return [
        f"Left out: {one.rival}, as {' '.join(one.case.removeprefix(LEFT_OUT).split())}"
        for one in found.measurements
        if one.case.startswith(LEFT_OUT)
    ]
