"""What the window asks of the house: who works here, what is found, how the day stands.

Each answer imports what it needs when it is first asked: the window is there before any of it.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontdesk.app.window.model import Colleague, DeskStatus, Hooks, NextStep, SearchRow
from frontdesk.core.actor import Actor
from frontdesk.core.i18n import t
from frontdesk.core.settings import load_settings, save_settings
from frontdesk.devices.readers.wedge import WedgeSettings

if TYPE_CHECKING:
    from frontdesk.store.store import Store


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
        from frontdesk.staff.sign_in import sign_in

        return sign_in(self._store, self._counter, username, password)

    def switch_by_pin(self, username: str, pin: str) -> Actor:
        """See ``staff.switch``."""
        from frontdesk.staff.switch import switch_by_pin

        return switch_by_pin(self._store, self._counter, username, pin)

    def locked(self, actor: Actor) -> None:
        """Record that the desk was left (G03)."""
        from frontdesk.staff.sign_in import lock

        lock(self._store, actor)

    def signed_out(self, actor: Actor) -> None:
        """Record that somebody ended their work here."""
        from frontdesk.staff.sign_in import sign_out

        sign_out(self._store, actor)

    def colleagues(self) -> list[Colleague]:
        """Everybody with an active account; a PIN counts only on the computer it was set on."""
        from frontdesk.staff.credentials import computer
        from frontdesk.staff.queries import accounts, people_with_pin

        with self._store.read() as connection:
            with_pin = {row.id for row in people_with_pin(connection, computer(self._store.secrets))}
            people = [row for row in accounts(connection) if row.active]
        return [Colleague(row.id, row.username, row.name, row.role, row.id in with_pin) for row in people]

    def status(self) -> DeskStatus:
        """Business day, shift and what is left to do."""
        from frontdesk.handover.unfinished import unfinished
        from frontdesk.printing.queries import open_jobs, unanswered_jobs
        from frontdesk.shifts.queries import current_business_day, open_shift_at

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
            steps.append(NextStep("paper", t("app.step.now"), words, due=True, page="devices", args={"tab": "queue"}))
        return DeskStatus(
            business_day=day,
            shift=shift.number if shift else "",
            unfinished=len(left),
            to_print=waiting,
            next_steps=tuple(steps),
        )

    def search(self, text: str) -> list[SearchRow]:
        """Members by anything they are known by, a key by its number, goods by name or barcode."""
        from frontdesk.app.find import search

        return search(self._store, text)

    def route_scan(self, text: str) -> SearchRow | None:
        """Where a scan leads that no page used: a key, a card's holder, an article."""
        from frontdesk.app.find import route_scan

        return route_scan(self._store, text, self.wedge)

    def remember(self, name: str, value: str) -> None:
        """Keep the theme or the language for the next start."""
        chosen: dict[str, Any] = {name: value}
        save_settings(self._folder, replace(load_settings(self._folder), **chosen))
