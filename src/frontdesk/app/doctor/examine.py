"""Looking at everything at once: each probe in a thread of its own, none waited for longer than it may take."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from frontdesk.app.doctor.finding import Finding
from frontdesk.app.window.model import Level
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t

PROBE_S = 3.0
WHOLE_S = 8.0


@dataclass(frozen=True, slots=True)
class Probe:
    """One look: ``look`` gives one finding or several; ``limit_s`` is how long it may take."""

    key: str
    look: Callable[[], Finding | Sequence[Finding]]
    limit_s: float = PROBE_S
    name: str = ""
    late: Level = "bad"
    """How grave it is when it doesn't answer in time."""


def examine(probes: Sequence[Probe], tell: Callable[[Finding], None] = lambda finding: None) -> list[Finding]:
    """The findings of all probes, in the order of the probes; ``tell`` hears each as it comes.

    A probe that takes longer than it may is given up: its thread is left to the system, and the finding says so.
    """
    answers: SimpleQueue[tuple[int, tuple[Finding, ...]]] = SimpleQueue()
    began = time.monotonic()
    for place, probe in enumerate(probes):
        threading.Thread(target=_answer, args=(place, probe, answers), name=f"doctor-{probe.key}", daemon=True).start()
    found: dict[int, tuple[Finding, ...]] = {}
    while len(found) < len(probes):
        late = [
            (began + min(probe.limit_s, WHOLE_S), place) for place, probe in enumerate(probes) if place not in found
        ]
        until, slowest = min(late)
        try:
            place, findings = answers.get(timeout=max(0.0, until - time.monotonic()))
        except Empty:
            place, findings = slowest, (_silent(probes[slowest]),)
        if place not in found:  # an answer that comes after it was given up is too late
            found[place] = findings
            for finding in findings:
                tell(finding)
    return [finding for place in range(len(probes)) for finding in found[place]]


def is_ill(findings: Iterable[Finding]) -> bool:
    """Whether something keeps this counter from working as it is set up."""
    return any(finding.level == "bad" for finding in findings)


def _answer(place: int, probe: Probe, answers: SimpleQueue[tuple[int, tuple[Finding, ...]]]) -> None:
    answers.put((place, tuple(_findings(probe))))


def _findings(probe: Probe) -> Iterator[Finding]:
    try:
        found = probe.look()
        yield from (found,) if isinstance(found, Finding) else found
    except FrontdeskError as error:
        happened, todo = error_text(error)
        yield Finding(probe.key, "bad", happened, todo, probe.name)
    except Exception:
        logging.getLogger(__name__).exception("the probe %s failed", probe.key)
        yield Finding(probe.key, "warn", t("doctor.failed"), t("doctor.failed.do"), probe.name)


def _silent(probe: Probe) -> Finding:
    return Finding(
        probe.key, probe.late, t("doctor.silent", seconds=f"{probe.limit_s:.0f}"), t("doctor.silent.do"), probe.name
    )
