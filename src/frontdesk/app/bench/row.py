"""One line of the benchmark: what was measured, at which size, beside its floor and its target."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with its floor, measured in the same run on the same disk, and its target.

    ``met`` is None without a target, and where the target was reached at a smaller size than it is set for: that
    proves nothing yet. ``size`` and ``target_size`` say in words how large the gym was and should be; ``details``
    are further figures, such as the median.
    """

    name: str
    value: float
    unit: str
    floor: float | None
    target: float | None
    met: bool | None
    size: str
    target_size: str
    details: dict[str, Any] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """For ``--json``."""
        found = {name: getattr(self, name) for name in self.__slots__ if name != "details"}
        return {**found, **self.details}


def judged(
    name: str,
    value: float,
    unit: str,
    *,
    floor: float | None = None,
    target: float | None = None,
    at_least: bool = False,
    size: tuple[int, str] = (0, ""),
    target_size: int = 0,
    details: dict[str, Any] | None = None,
) -> Row:
    """A row judged against its target: a highest value or, with ``at_least``, a lowest.

    ``size`` is (how many, of what); a target reached with fewer than ``target_size`` is not called met.
    """
    count, what = size
    met = None
    if target is not None:
        reached = value >= target if at_least else value <= target
        met = None if reached and count < target_size else reached
    words = f"{count:,} {what}".strip() if what else ""
    wanted = f"{target_size:,} {what}" if target_size else words
    return Row(name, _short(value), unit, _short(floor), target, met, words, wanted, _rounded(details or {}))


def hundredth(values: Sequence[float], percent: float) -> float:
    """A percentile: the value that so many percent of all don't exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def _rounded(details: dict[str, Any]) -> dict[str, Any]:
    return {name: _short(value) if isinstance(value, float) else value for name, value in details.items()}


def _short(value: Any) -> Any:
    """Four digits that count: more would only pretend."""
    return None if value is None else float(f"{value:.4g}")
