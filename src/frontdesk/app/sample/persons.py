"""Drawing the sample's people: names as frequent as in life, and what became of each one's contract."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from frontdesk.members.standing import NEXT_STEPS

SEED = 20261123
_PHONE_BEGINNINGS = ("133", "135", "136", "137", "138", "139", "150", "151", "158", "159", "177", "186", "188", "189")
_SPECIAL_EVERY = 60
"""One person in so many has a rare, dotted or Latin name."""

# How the members stand today, in thousandths; statuses that a period or a pack runs into come by themselves.
_FATES = {
    "active": 670,
    "expiring": 40,
    "expired": 90,
    "unopened": 35,
    "opens_later": 8,
    "frozen": 25,
    "frozen_open_end": 6,
    "visits_used_up": 12,
    "owes": 32,
    "instalment_later": 12,
    "blocked": 5,
    "lost_card": 10,
    "replaced_card": 8,
    "no_card": 12,
    "no_contract": 35,
}
assert set(NEXT_STEPS) - set(_FATES) == {"wrong_time"}, "every status has somebody in the sample"


@dataclass(frozen=True, slots=True)
class Draft:
    """One person of the sample before they are written; ``chance`` in [0, 1) decides on days and amounts."""

    place: int
    name: str
    sex: str
    phone: str
    fate: str
    plan_code: str
    chance: float
    portrait: int | None
    uid: str


def draw_persons(names: dict[str, Any], plans: list[dict[str, Any]], count: int) -> list[Draft]:
    """The first ``count`` people of the sample; a larger sample begins with the same ones."""
    random = Random(SEED)
    drawer = _Names(names, random)
    packs = [plan["code"] for plan in plans if plan.get("visits")]
    return [_draft(place, drawer, plans, packs, random) for place in range(count)]


def _draft(place: int, names: "_Names", plans: list[dict[str, Any]], packs: list[str], random: Random) -> Draft:
    name, sex = names.draw(place)
    # The first people of the sample show every fate, so that a small sample shows them too.
    fates = list(_FATES)
    fate = fates[place] if place < len(fates) else random.choices(fates, list(_FATES.values()))[0]
    plan_code = random.choices([plan["code"] for plan in plans], [plan["share"] for plan in plans])[0]
    if fate == "visits_used_up":
        plan_code = random.choice(packs)
    phone = f"{random.choice(_PHONE_BEGINNINGS)}0{random.randrange(10)}{place:06d}"
    portrait = random.randrange(12) if random.random() < 0.35 else None
    uid = f"04{random.getrandbits(48):012X}" if random.random() < 0.5 else f"{random.getrandbits(31) | 1 << 28:08X}"
    return Draft(place, name, sex, phone, fate, plan_code, random.random(), portrait, uid)


class _Names:
    """Names by frequency, with every special one at its turn."""

    def __init__(self, names: dict[str, Any], random: Random) -> None:
        self._random = random
        self._given: dict[str, list[str]] = names["given"]
        self._surnames = list(names["surnames"])
        self._weights = list(names["surnames"].values())
        self._special = self._turns(names)

    def draw(self, place: int) -> tuple[str, str]:
        """The name and sex of the person at a place; a few leave their sex open."""
        if place % _SPECIAL_EVERY == _SPECIAL_EVERY // 2:
            name, sex = next(self._special)
            return name, sex
        sex = "m" if self._random.random() < 0.54 else "f"
        surname = self._random.choices(self._surnames, self._weights)[0]
        return surname + self._random.choice(self._given[sex]), "" if self._random.random() < 0.01 else sex

    @staticmethod
    def _turns(names: dict[str, Any]) -> Iterator[tuple[str, str]]:
        lists = [names["rare"], names["dotted"], names["latin"]]
        turn = 0
        while True:
            found = lists[turn % 3]
            name, sex = found[turn // 3 % len(found)]
            yield name, sex
            turn += 1
