"""Words for what a handover speaks of, in a given language: for slip, PDF and screen alike."""

from collections.abc import Callable
from datetime import tzinfo

from frontdesk.core.clock import parse_utc
from frontdesk.core.i18n import catalogue, t_in
from frontdesk.core.money import yuan
from frontdesk.handover.carried import DEPOSITS, Carried
from frontdesk.handover.sheet import SheetCarried, SheetMissing


def tender_word(language: str, tender: str) -> str:
    """A tender's name."""
    return t_in(language, f"handover.tender.{tender}")


def category_word(language: str, category: str) -> str:
    """A takings category's name; the category itself for one the program has no word for."""
    for key in (f"handover.category.{category}", f"stock.category.{category}", f"due.{category}"):
        if key in catalogue():
            return t_in(language, key)
    return category


def things_word(language: str, what: str, name_zh: str, name_en: str) -> str:
    """``Keys, men`` or ``Cards in tray, men``."""
    kind = what.partition("/")[0]
    return t_in(language, f"handover.things.{kind}", zone=name_zh if language == "zh" else name_en)


def thing_word(language: str, thing: str) -> str:
    """``Key 118`` or ``Card 1011``."""
    kind, _, number = thing.partition("/")
    return t_in(language, f"handover.thing.{kind}", number=number)


def carried_words(language: str, item: Carried | SheetCarried) -> str:
    """What is carried on, in one line."""
    if item.kind == "note":
        return item.text
    if item.kind == "missing":
        return t_in(language, "handover.carried.missing", thing=thing_word(language, item.ref))
    quantity = item.quantity or 0
    values: dict[str, object] = {"ref": item.ref.partition("/")[2].partition("#")[0] or item.ref, "n": quantity}
    if item.kind in ("dues", DEPOSITS):
        values["amount"] = yuan(quantity)
    return t_in(language, f"handover.carried.{item.kind}", **values)


def missing_words(language: str, missing: SheetMissing, wall_time: Callable[[str], str]) -> str:
    """Who had a missing thing last, and when."""
    who = " ".join(filter(None, (missing.last_number, missing.last_name)))
    if not who:
        return t_in(language, "handover.missing.never_out")
    return t_in(language, "handover.missing.last_with", who=who, at=wall_time(missing.last_moved_at))


def difference_words(language: str, difference_fen: int) -> str:
    """``even``, ``+2.00 over`` or ``−5.00 short``."""
    if not difference_fen:
        return t_in(language, "handover.difference.even")
    word = "over" if difference_fen > 0 else "short"
    return t_in(language, f"handover.difference.{word}", amount=yuan(abs(difference_fen)))


def wall_clock(zone: tzinfo) -> Callable[[str], str]:
    """A function from stored UTC texts to ``2026-11-23 15:02`` on the counter's wall clock."""
    return lambda stored: parse_utc(stored).astimezone(zone).strftime("%Y-%m-%d %H:%M") if stored else ""


def head_groups(head: str) -> list[str]:
    """A journal head in four lines of four groups of four digits, as people compare it."""
    groups = [head[at : at + 4] for at in range(0, len(head), 4)]
    return [" ".join(groups[at : at + 4]) for at in range(0, len(groups), 4)]
