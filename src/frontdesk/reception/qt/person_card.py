"""The person at the desk: photo, name, banner, and the facts one wants to know at a glance."""

from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout, QWidget

from frontdesk.books.accounts import CNY
from frontdesk.core.clock import Clock, local
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.reception.qt.facts import Fact, FactsGrid
from frontdesk.reception.words import Face
from frontdesk.ui.dates import moment_words, span_words, time_words
from frontdesk.ui.widgets import (
    Banner,
    Card,
    ElidedLabel,
    EmptyState,
    Line,
    PhotoView,
    PrivacyText,
    column,
    row,
)
from frontdesk.visits.decide import Decision

_PHOTO, _SMALL_PHOTO, _LARGE_PHOTO = QSize(88, 108), QSize(68, 84), QSize(124, 152)
_LARGE_NAME = 9
"""Characters of a name that still fit beside the photo in the large size; longer ones are written smaller."""


class PersonCard(Card):
    """Empty until somebody comes; ``show_decision`` paints all of it."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(padding=0, spacing=0)
        self._clock = clock
        self.photo = PhotoView("reception.photo", _PHOTO)
        self.name = ElidedLabel("", "name", name="reception.name")
        self._numbers = ElidedLabel("", "note", name="reception.numbers")
        self._phone = PrivacyText("reception.phone", t("reception.phone"), words="note")
        self._consultant = ElidedLabel("", "note", name="reception.consultant")
        self._last = ElidedLabel("", "note", name="reception.last")
        self.banner = Banner("reception.banner", "info", big=True)
        self.facts = FactsGrid("reception.facts", t("reception.facts"))
        self._empty = EmptyState("empty-desk", t("reception.nobody"), note=t("reception.nobody.note"))
        self._full = self._lay_out()
        self._stack = QStackedLayout()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._full)
        self.body.addLayout(self._stack)
        self.setMinimumHeight(300)

    def _lay_out(self) -> QWidget:
        lines = column(self.name, self._numbers, self._phone, self._consultant, self._last, None, spacing=1)
        head = row(self.photo, lines, spacing=14)
        head.setStretch(1, 1)
        head.setContentsMargins(14, 14, 14, 10)
        said = row(self.banner)
        said.setContentsMargins(14, 0, 14, 12)
        inside = row(self.facts)
        inside.setContentsMargins(14, 10, 14, 10)
        self.below = QWidget()
        self.below.setLayout(column(Line(), inside, spacing=0))
        self._column = column(head, said, self.below, None, spacing=0)
        full = QWidget()
        full.setLayout(self._column)
        return full

    def take_back(self) -> None:
        """The facts come back from where a narrow page had put them."""
        self._column.insertWidget(2, self.below)
        self.below.setVisible(self._stack.currentWidget() is self._full)

    def set_low(self, low: bool, roomy: bool = False) -> None:
        """A smaller photo and no consultant on a low screen, a larger photo where there is room."""
        self._consultant.setVisible(not low)
        self.photo.setFixedSize(_SMALL_PHOTO if low else _LARGE_PHOTO if roomy else _PHOTO)
        self.setMinimumHeight(220 if low else 300)

    def show_nobody(self) -> None:
        """Nobody is at the desk."""
        self.below.hide()
        self._stack.setCurrentWidget(self._empty)

    def show_decision(self, found: Decision, face: Face) -> None:
        """Paint a person, a day guest, or a card or key without one."""
        who, standing = found.person, found.standing
        title = found.name or _without_name(found)
        self.photo.set_person(found.name, found.photo)
        self.name.set_size("heading" if len(title) > _LARGE_NAME else "name")
        self.name.set_whole(title)
        card = found.card_number or (found.going.card_number if found.going else "")
        numbers = [who.number if who else "", t("reception.card_number", card=card) if card else ""]
        if found.going is not None and found.going.kind == "guest":
            numbers.insert(0, t("reception.guest"))
        self._numbers.set_whole(" · ".join(part for part in numbers if part))
        self._phone.setVisible(who is not None and bool(who.phone))
        self._phone.set_secret(who.phone if who else "", who.phone_masked if who else "")
        self._consultant.set_whole(t("reception.consultant", name=found.consultant) if found.consultant else "")
        self._last.set_whole(self._seen(found))
        self.banner.show_state(face.kind, face.title, face.reason, face.next_step, face.icon)
        has_facts = who is not None and (standing is not None or found.going is not None)
        self.below.setVisible(has_facts or found.going is not None)
        if found.going is not None:
            self._show_visit(found)
        elif has_facts:
            self._show_holdings(found)
        self._stack.setCurrentWidget(self._full)

    def _seen(self, found: Decision) -> str:
        parts = []
        if found.person is not None and found.person.last_seen_at and found.going is None:
            parts.append(t("reception.last_seen", at=moment_words(local(found.person.last_seen_at, self._clock))))
        if found.month_visits:
            parts.append(t("reception.month_visits", n=found.month_visits))
        return " · ".join(parts)

    def _show_holdings(self, found: Decision) -> None:
        units = dict(found.units)
        drinks = sum(left for unit, left in units.items() if unit.startswith("drink:"))
        sessions = units.get("pt_session", 0)
        none = t("reception.none")
        self.facts.show_facts(
            [
                Fact(t("reception.balance"), yuan_sign(units.get(CNY, 0)), private=True),
                Fact(t("reception.sessions"), t("reception.sessions.n", n=sessions) if sessions else none),
                Fact(t("reception.drinks"), t("reception.drinks.n", n=drinks) if drinks else none),
                Fact(t("reception.owed"), yuan_sign(found.owed_fen) if found.owed_fen else none, bool(found.owed_fen)),
            ]
        )

    def _show_visit(self, found: Decision) -> None:
        assert found.going is not None
        since: datetime = local(found.going.since, self._clock)
        minutes = max(0, int((self._clock.now() - since).total_seconds() // 60))
        owed = found.owed_fen - found.tab_fen
        none = t("reception.none")
        self.facts.show_facts(
            [
                Fact(t("reception.since"), f"{time_words(since)} · {span_words(minutes)}"),
                Fact(t("reception.key.has"), found.key_code),
                Fact(t("reception.tab"), yuan_sign(found.tab_fen) if found.tab_fen else none),
                Fact(t("reception.owed"), yuan_sign(owed) if owed else none, bool(owed)),
            ]
        )


def _without_name(found: Decision) -> str:
    if found.key_code or found.asked.key_code:
        return t("reception.key_spoken", key=found.key_code or found.asked.key_code)
    return t("reception.card_number", card=found.asked.card_number or found.card_number or found.asked.uid)
