"""What the window asks of the house: who works here, what is found, how the day stands."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from frontdesk.app.window_model import Colleague, DeskStatus, Hooks, NextStep, SearchRow
from frontdesk.cards.queries import CardRecord, by_number, by_uid
from frontdesk.core.actor import Actor
from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan_sign
from frontdesk.core.settings import load_settings, save_settings
from frontdesk.devices.readers.wedge import Meaning, Origin, Understood, WedgeSettings, understand
from frontdesk.handover.unfinished import unfinished
from frontdesk.keys.queries import key_by_code, key_by_tag
from frontdesk.members.search import Hit, find
from frontdesk.printing.queries import open_jobs, unanswered_jobs
from frontdesk.shifts.queries import current_business_day, open_shift_at
from frontdesk.staff.credentials import computer
from frontdesk.staff.queries import accounts, people_with_pin
from frontdesk.staff.sign_in import lock, sign_in, sign_out
from frontdesk.staff.switch import switch_by_pin
from frontdesk.stock.queries import find_goods
from frontdesk.store.store import Store

SEARCH_ROWS = 8


class House:
    """The answers of one open store for one counter; every method runs in the background."""

    def __init__(self, store: Store, folder: Path, counter: str, wedge: WedgeSettings | None = None) -> None:
        self._store = store
        self._folder = folder
        self._counter = counter
        self.wedge = wedge or WedgeSettings()
        """How this counter's keyboard readers and scanners write; may be replaced while the window is open."""

    def hooks(self) -> Hooks:
        """Everything the window may call."""
        return Hooks(
            sign_in=self.sign_in,
            switch_by_pin=self.switch_by_pin,
            colleagues=self.colleagues,
            search=self.search,
            status=self.status,
            locked=self.locked,
            signed_out=self.signed_out,
            remember=self.remember,
            route_scan=self.route_scan,
        )

    def sign_in(self, username: str, password: str) -> Actor:
        """See ``staff.sign_in``."""
        return sign_in(self._store, self._counter, username, password)

    def switch_by_pin(self, username: str, pin: str) -> Actor:
        """See ``staff.switch``."""
        return switch_by_pin(self._store, self._counter, username, pin)

    def locked(self, actor: Actor) -> None:
        """Record that the desk was left (G03)."""
        lock(self._store, actor)

    def signed_out(self, actor: Actor) -> None:
        """Record that somebody ended their work here."""
        sign_out(self._store, actor)

    def colleagues(self) -> list[Colleague]:
        """Everybody with an active account; a PIN counts only on the computer it was set on."""
        with self._store.read() as connection:
            with_pin = {row.id for row in people_with_pin(connection, computer(self._store.secrets))}
            people = [row for row in accounts(connection) if row.active]
        return [Colleague(row.id, row.username, row.name, row.role, row.id in with_pin) for row in people]

    def status(self) -> DeskStatus:
        """Business day, shift and what is left to do."""
        with self._store.read() as connection:
            shift = open_shift_at(connection, self._counter)
            unanswered = unanswered_jobs(connection, self._counter)
            day = shift.business_day if shift else current_business_day(connection, self._store.clock)
            left = unfinished(connection, self._counter, day) if shift else []
            waiting = len(open_jobs(connection, self._counter))
        steps = []
        if shift is None:
            steps.append(NextStep("open", t("app.step.now"), t("app.step.open_shift"), due=True, page="handover"))
        if unanswered:
            words = t("app.step.paper", n=len(unanswered))
            steps.append(
                NextStep("paper", t("app.step.now"), words, due=True, page="settings", args={"tab": "printer"})
            )
        return DeskStatus(
            business_day=day,
            shift=shift.number if shift else "",
            unfinished=len(left),
            to_print=waiting,
            next_steps=tuple(steps),
        )

    def search(self, text: str) -> list[SearchRow]:
        """Members by anything they are known by, a key by its number, goods by name or barcode."""
        with self._store.read() as connection:
            rows = [_key_row(connection, text)]
            rows += [_member_row(hit) for hit in find(connection, text, SEARCH_ROWS)]
            if len(rows) < SEARCH_ROWS:
                rows += _goods_rows(connection, text)
        return [row for row in rows if row is not None][:SEARCH_ROWS]

    def route_scan(self, text: str) -> SearchRow | None:
        """Where a scan leads that no page used: a key, a card's holder, an article."""
        said = understand(text, Origin.SCANNED, self.wedge)
        with self._store.read() as connection:
            key = key_by_tag(connection, text.strip())
            if key is None and said.meaning in (Meaning.KEY_TAG, Meaning.KEY_SHOWN):
                key = key_by_code(connection, said.value)
            if key is not None:
                return SearchRow(key.code, icon="keys", page="reception", args={"key_code": key.code})
            # A text that is more likely a barcode is one, unless no article has it and a card's chip does.
            goods = _goods_rows(connection, text) if said.meaning is Meaning.TEXT else ()
            if len(goods) == 1:
                return goods[0]
            card = _card_meant(connection, said)
        if card is not None and card.person_id is not None:
            args = {"person_id": card.person_id, "card_number": card.number}
            return SearchRow(card.number, icon="card", page="members", args=args)
        return None

    def remember(self, name: str, value: str) -> None:
        """Keep the theme or the language for the next start."""
        chosen: dict[str, Any] = {name: value}
        save_settings(self._folder, replace(load_settings(self._folder), **chosen))


def _card_meant(connection: Connection, said: Understood) -> CardRecord | None:
    uid = said.value if said.meaning is Meaning.CARD else said.possible_uid
    return (by_uid(connection, uid) if uid else None) or by_number(connection, said.value)


def _member_row(hit: Hit) -> SearchRow:
    known = [hit.number, t("app.search.card", number=hit.card_number) if hit.card_number else ""]
    known.append(t("app.search.phone", tail=hit.phone_tail) if hit.phone_tail else "")
    note = " · ".join(part for part in known if part)
    return SearchRow(hit.name, note, hit.key_code, "user", "members", {"person_id": hit.person_id})


def _key_row(connection: Connection, text: str) -> SearchRow | None:
    key = key_by_code(connection, text.strip())
    if key is None:
        return None
    note = t("app.search.key_out") if key.visit_id is not None else t("app.search.key")
    return SearchRow(key.code, note, "", "keys", "reception", {"key_code": key.code})


def _goods_rows(connection: Connection, text: str) -> Sequence[SearchRow]:
    return [
        SearchRow(
            found.goods.name(language()),
            yuan_sign(found.goods.price_fen),
            "",
            "bottle",
            "cashier",
            {"sku": found.goods.sku},
        )
        for found in find_goods(connection, text, 3)
    ]
