"""What a scenario found, as its result file keeps it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.measurement import Measurement


class NoFindingsError(Exception):
    """There are no results where somebody looked for some; with the reason, for people."""


@dataclass(frozen=True)
class Findings:
    """All measurements of a scenario, and where they were made.

    Arguments:
        scenario: its name.
        date: of the run, ``YYYY-MM-DD``.
        quick: few runs were made.
        machine: processor, versions, driver.
    """

    scenario: str
    date: str
    quick: bool
    machine: Mapping[str, str]
    measurements: Sequence[Measurement]

    @property
    def cases(self) -> list[str]:
        return [*dict.fromkeys(one.case for one in self.measurements)]

    @property
    def rivals(self) -> list[str]:
        return [*dict.fromkeys(one.rival for one in self.measurements)]

    def of(self, case: str, rival: str) -> Measurement:
        """Raises:
        LookupError: it was not measured.
        """
        for one in self.measurements:
            if (one.case, one.rival) == (case, rival):
                return one
        raise LookupError(f"{self.scenario}: {rival!r} was not measured with {case!r}.")

    def has(self, case: str, rival: str) -> bool:
        return any((one.case, one.rival) == (case, rival) for one in self.measurements)

    def ratio(self, case: str, rival: str, to: str) -> float:
        """How many times the time of another a rival takes."""
        return self.of(case, rival).median / self.of(case, to).median

    def save(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{self.scenario}.json"
        file.write_text(json.dumps(self._as_record(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return file

    def _as_record(self) -> dict[str, Any]:
        measurements = [one.as_record() for one in self.measurements]
        return {**vars(self), "machine": dict(self.machine), "measurements": measurements}

    @classmethod
    def load(cls, file: Path) -> "Findings":
        """Raises:
        FileNotFoundError: there is none.
        NoFindingsError: it is none of ours.
        """
        try:
            record = json.loads(file.read_text(encoding="utf-8"))
            return cls(**{**record, "measurements": [Measurement.from_record(one) for one in record["measurements"]]})
        except (ValueError, TypeError, KeyError) as error:
            raise NoFindingsError(f"{file} is no result file of this benchmark ({error}): run its scenario.") from error
