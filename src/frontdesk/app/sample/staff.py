"""Who works in the sample gym, and where the sample's data files are read."""

import json
from dataclasses import dataclass
from typing import Any

from frontdesk.core.resources import resource_path


@dataclass(frozen=True, slots=True)
class SampleAccount:
    """Somebody who works in the sample gym, with the documented password and PIN."""

    username: str
    name: str
    role: str
    password: str
    pin: str


def staff_of_the_sample() -> list[SampleAccount]:
    """Who works in the sample gym, the owner first."""
    return [SampleAccount(**row) for row in read_sample("staff")]


def read_sample(name: str) -> Any:
    """What a data file of the sample holds, such as ``goods``."""
    return json.loads((resource_path("sample") / f"{name}.json").read_text(encoding="utf-8"))
