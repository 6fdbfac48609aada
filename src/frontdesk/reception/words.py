"""A decision in the words of the window: banner, key, what Enter does, what else can be done."""

from dataclasses import dataclass
from typing import Literal

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, language, t
from frontdesk.core.money import yuan_sign
from frontdesk.members import words as member_words
from frontdesk.visits.decide import Decision

Kind = Literal["ok", "warn", "bad", "info"]

WAITS_FOR_ANSWER = ("hand_out", "re_entry", "take_back", "refuse", "ask_zone", "no_key", "no_shift", "second_tap")
"""Decisions that keep the next person waiting; the others give way at once."""

_ICONS = {
    "frozen": "snowflake",
    "wrong_time": "clock",
    "blocked": "ban",
    "lost_card": "card",
    "unopened": "info",
    "opens_later": "calendar",
    "owes": "wallet",
}
_STEP_ACTIONS = {
    "open": "open_card",
    "unfreeze": "member",
    "collect": "collect",
    "renew": "renew",
    "sell": "renew",
    "day_guest": "guest",
    "replace_card": "member",
}
GIVES_KEY = ("hand_out", "re_entry")
_IN_HOUSE = ("take_back", "second_tap")


@dataclass(frozen=True, slots=True)
class Face:
    """How a decision looks.

    ``action`` is the code of what Enter does, empty for nothing, ``action_text`` its word; ``key_caption`` stands over
    the key number, ``key_note`` says where the card goes, ``phrase`` what one says to the person (G02).
    """

    kind: Kind
    title: str
    reason: str = ""
    next_step: str = ""
    icon: str = ""
    action: str = ""
    action_text: str = ""
    key_text: str = ""
    key_caption: str = ""
    key_note: str = ""
    phrase: str = ""
    may_change_key: bool = False
    asks_reason: bool = False


def face(found: Decision, free: int = 0, refusal: FrontdeskError | None = None) -> Face:
    """The look of a decision; ``free`` is how many keys are left in the suggested zone, ``refusal`` why none of them
    goes out on this card."""
    if found.kind in GIVES_KEY:
        return _giving(found, free) if refusal is None else Face("bad", *error_text(refusal), icon="ban")
    if found.kind in _IN_HOUSE:
        return _inside(found)
    if found.kind == "refuse":
        return _refused(found)
    return _other(found)


def handed_out(found: Decision) -> Face:
    """After the key went out."""
    return Face(
        "ok",
        t("reception.done.handed_out", key=found.key_code, name=found.name),
        _entitlement(found),
        key_text=found.key_code,
        key_caption=t("reception.key.given"),
        key_note=_slot_note(found),
        phrase=t("reception.phrase.hand_out", key=found.key_code),
    )


def taken_back(found: Decision, deposit_fen: int, fee_fen: int) -> Face:
    """After the key came in; with what else goes back or is owed."""
    parts = []
    if found.card_number:
        parts.append(t("reception.done.give_card", card=found.card_number, name=found.name))
    if deposit_fen:
        parts.append(t("reception.done.give_deposit", amount=yuan_sign(deposit_fen)))
    if found.going is not None and found.going.guarantee == "document":
        parts.append(t("reception.done.give_document"))
    if fee_fen:
        parts.append(t("reception.done.key_fee", amount=yuan_sign(fee_fen)))
    return Face(
        "warn" if fee_fen else "ok",
        t("reception.done.key_lost" if fee_fen else "reception.done.taken_back", key=found.key_code, name=found.name),
        " · ".join(parts),
        key_text=found.key_code,
        key_caption=t("reception.key.back"),
        key_note=" · ".join(parts[:1]),
        phrase=_goodbye(found),
    )


def _giving(found: Decision, free: int) -> Face:
    assert found.standing is not None
    status = found.status
    goes_on = found.kind == "re_entry"
    kind: Kind = member_words.KINDS.get(status, "ok")
    title = member_words.title(found.standing)
    if goes_on:
        kind, title = ("ok" if status != "owes" else "warn"), t("reception.re_entry")
    reason = t("reception.re_entry.reason") if goes_on else member_words.reason(found.standing)
    zone = found.zone.name(language()) if found.zone else ""
    return Face(
        kind,
        title,
        reason,
        t("reception.also_owes") if found.owed_fen else "",
        _ICONS.get(status, "") if not goes_on else "",
        "hand_out",
        t("reception.hand_out", key=found.key_code),
        found.key_code,
        t("reception.zone_left", zone=zone, n=free) if zone else "",
        _slot_note(found),
        t("reception.phrase.hand_out", key=found.key_code),
        may_change_key=True,
        asks_reason=not found.card_number,
    )


def _inside(found: Decision) -> Face:
    second = found.kind == "second_tap"
    caption = t("reception.key.has")
    if found.tab_fen:
        return Face(
            "warn",
            t("reception.tab_open", amount=yuan_sign(found.tab_fen)),
            t("reception.tab_open.reason"),
            icon="tab",
            action="collect",
            action_text=t("reception.collect_amount", amount=yuan_sign(found.tab_fen)),
            key_text=found.key_code,
            key_caption=caption,
            key_note=_back_note(found),
            may_change_key=True,
        )
    return Face(
        "info",
        t("reception.second_tap", key=found.key_code) if second else t("reception.leaving"),
        t("reception.second_tap.reason") if second else _back_note(found),
        icon="arrow-out" if not second else "keys",
        action="put_away" if second else "take_back",
        action_text=t("reception.seen") if second else t("reception.take_back", key=found.key_code),
        key_text=found.key_code,
        key_caption=caption,
        key_note=_back_note(found),
        phrase="" if second else _goodbye(found),
        may_change_key=True,
    )


def _goodbye(found: Decision) -> str:
    """What one says with what is given back (G02): the card, the deposit, the document, or nothing but the wish."""
    if found.going is None or found.going.card_number:
        return t("reception.phrase.take_back")
    kept = found.going.guarantee if found.going.guarantee in ("deposit", "document") else "nothing"
    return t(f"reception.phrase.take_back.{kept}")


def _refused(found: Decision) -> Face:
    assert found.standing is not None
    steps = found.next_steps
    action = _STEP_ACTIONS.get(steps[0], "") if steps else ""
    return Face(
        member_words.KINDS[found.status],
        member_words.title(found.standing),
        member_words.reason(found.standing),
        " · ".join(t(f"members.step.{step}") for step in steps),
        _ICONS.get(found.status, ""),
        action,
        t(f"members.step.{steps[0]}") if action else "",
    )


def _other(found: Decision) -> Face:
    match found.kind:
        case "ask_zone":
            return Face(
                "info", t("reception.ask_zone"), t("reception.ask_zone.reason"), icon="user", may_change_key=True
            )
        case "no_key":
            zones = ", ".join(zone.name(language()) for zone in found.zones)
            title = t("reception.no_key")
            return Face("warn", title, t("reception.no_key.reason", zone=zones), icon="keys", may_change_key=True)
        case "no_shift":
            return Face(
                "warn",
                t("reception.no_shift"),
                t("reception.no_shift.reason"),
                icon="clock",
                action="open_shift",
                action_text=t("reception.open_shift"),
            )
        case "unknown_card":
            return Face("bad", t("reception.unknown_card"), t("reception.unknown_card.reason"), icon="card")
        case "card_not_in_use":
            title = t(f"reception.card.{found.status}", card=found.card_number)
            return Face("bad", title, t(f"reception.card.{found.status}.reason"), icon="card")
        case "unknown_key":
            return Face("bad", t("reception.unknown_key", key=found.asked.key_code), t("reception.unknown_key.reason"))
        case "key_at_home":
            return _key_only(found, "info", "reception.key_at_home")
        case _:
            return _key_only(found, "bad", f"reception.key_{found.status}")


def _key_only(found: Decision, kind: Kind, key: str) -> Face:
    title = t(key, key=found.key_code)
    return Face(kind, title, t(f"{key}.reason"), icon="keys", key_text=found.key_code)


def _entitlement(found: Decision) -> str:
    return member_words.reason(found.standing) if found.standing is not None else ""


def _slot_note(found: Decision) -> str:
    if found.card_number:
        return t("reception.card_into_slot", key=found.key_code)
    return t("reception.no_card_slot", key=found.key_code)


def _back_note(found: Decision) -> str:
    if found.going is None:
        return ""
    if found.going.card_number:
        return t("reception.card_from_slot", key=found.key_code, card=found.going.card_number)
    if found.going.guarantee == "document":
        return t("reception.document_from_slot", key=found.key_code)
    if found.going.deposit_fen:
        return t("reception.deposit_back", amount=yuan_sign(found.going.deposit_fen))
    return t("reception.no_card_in_slot")
