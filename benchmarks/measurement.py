"""What was measured of one rival in one case: the only kind of record that result files have."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.timing import Timing


@dataclass(frozen=True)
class Measurement:
    """One rival in one case. None stands for what the scenario does not measure.

    Arguments:
        case: what all its rivals did alike, such as ``"100 orders"``.
        rival: who did it.
        time: milliseconds on the clock.
        processor: milliseconds of the client's processor time, the middle run.
        statements: that were sent to the database.
        body: bytes of the answer.
        memory: bytes at the peak, above the idle process.
        parts: milliseconds of the time's parts, which add up to it.
        more: figures that only this scenario has, by their names with their units: ``"requests/s"``.
    """

    case: str
    rival: str
    time: Timing | None = None
    processor: float | None = None
    statements: int | None = None
    body: int | None = None
    memory: int | None = None
    parts: Mapping[str, float] = field(default_factory=dict)
    more: Mapping[str, float] = field(default_factory=dict)

    @property
    def median(self) -> float:
        """Milliseconds.

        Raises:
            ValueError: its time was not measured.
        """
        if self.time is None:
            raise ValueError(f"{self.case}, {self.rival}: no time was measured.")
        return self.time.median

    def as_record(self) -> dict[str, Any]:
        """For JSON, without what was not measured."""
        return {name: value for name, value in asdict(self).items() if value not in (None, {})}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Measurement":
        time = record.get("time")
        return cls(**{**record, "time": None if time is None else Timing(**time)})
