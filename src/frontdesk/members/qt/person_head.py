"""The upper part of a member's page: photo, name, numbers, what they have, how they stand."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from frontdesk.books.accounts import CNY, VISIT
from frontdesk.core.clock import Clock, local
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.members import words
from frontdesk.members.overview import Overview
from frontdesk.members.sell_contract import PT_SESSION
from frontdesk.ui.dates import full_day_words, moment_words
from frontdesk.ui.widgets import (
    Banner,
    Button,
    Card,
    Chip,
    ElidedLabel,
    IconButton,
    KeyValue,
    Line,
    PhotoView,
    PrivacyText,
    column,
    row,
)

_ICONS = {
    "frozen": "snowflake",
    "wrong_time": "clock",
    "blocked": "ban",
    "lost_card": "card",
    "owes": "wallet",
    "unopened": "info",
    "opens_later": "calendar",
}


class PersonHead(Card):
    """Paints an overview; its button asks for the next step by its code."""

    step_wanted = Signal(str)
    photo_wanted = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__(padding=0, spacing=0)
        self._clock = clock
        self._step = ""
        self.photo = PhotoView("members.photo", QSize(104, 130))
        self.set_photo = IconButton("camera", "members.photo.set", t("members.photo.set"))
        self.set_photo.set_kind("secondary")
        self.set_photo.clicked.connect(self.photo_wanted)
        self.name = ElidedLabel("", "name", name="members.person.name")
        self._numbers = ElidedLabel("", "plain", name="members.person.numbers", tone="muted")
        self._phone = PrivacyText("members.person.phone", t("members.phone"), words="plain")
        self._consultant = ElidedLabel("", "note", name="members.person.consultant")
        self._seen = ElidedLabel("", "note", name="members.person.seen")
        self._remark = ElidedLabel("", "note", name="members.person.remark", tone="warn")
        self._chips = row(spacing=6)
        self.facts = KeyValue("members.person.facts", t("members.facts"))
        self.banner = Banner("members.person.banner", "info", big=True)
        self.step = self.banner.add_action(Button("", "members.person.step", kind="primary", shortcut="Enter"))
        self.step.clicked.connect(self._take_step)
        self._lay_out()

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        portrait = QGridLayout()
        portrait.setContentsMargins(0, 0, 0, 0)
        portrait.addWidget(self.photo, 0, 0)
        corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        portrait.addWidget(self.set_photo, 0, 0, corner)
        lines = column(
            self.name, self._numbers, self._phone, self._consultant, self._seen, self._remark, None, spacing=2
        )
        head = row(portrait, lines, Line(upright=True), self.facts, spacing=16)
        head.setAlignment(portrait, Qt.AlignmentFlag.AlignTop)
        head.setStretch(1, 3)
        head.setStretch(3, 2)
        head.setContentsMargins(14, 14, 14, 8)
        said = row(self.banner)
        said.setContentsMargins(14, 4, 14, 14)
        self.body.addLayout(head)
        self.body.addLayout(said)

    def show_person(self, found: Overview) -> None:
        """Paint everything anew; what is masked starts masked."""
        who = found.person
        self.photo.set_person(who.name, found.photo)
        self.name.set_whole(who.name)
        self._fit_name()
        card = next((line.number for line in found.above.cards if line.state == "active"), "")
        parts = [
            who.number,
            t(f"members.sex.{who.sex or 'ask'}"),
            t("members.card_is", card=card) if card else t("members.card_none"),
            t("members.joined", day=full_day_words(who.joined_on)),
        ]
        self._numbers.set_whole(" · ".join(parts))
        self._phone.setVisible(bool(who.phone))
        self._phone.set_secret(who.phone, who.phone_masked)
        self._consultant.set_whole(t("members.consultant.is", name=found.consultant) if found.consultant else "")
        seen = moment_words(local(who.last_seen_at, self._clock)) if who.last_seen_at else ""
        self._seen.set_whole(t("members.seen", at=seen) if seen else t("members.seen.never"))
        self._remark.set_whole(who.remark)
        for label in (self._consultant, self._remark):
            label.setVisible(bool(label.whole()))
        self._show_facts(found)
        self._show_standing(found)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_name()

    def _fit_name(self) -> None:
        """A long name is written smaller before it is shortened."""
        self.name.set_size("name")
        if self.name.fontMetrics().horizontalAdvance(self.name.whole()) > self.name.width():
            self.name.set_size("heading")

    def _show_facts(self, found: Overview) -> None:
        balance = PrivacyText("members.balance", t("members.balance"))
        balance.set_secret(yuan_sign(found.unit(CNY)))
        owed_fen = sum(due.open_fen for due in found.dues)
        owed = PrivacyText("members.owed", t("members.owed"))
        owed.set_secret(yuan_sign(owed_fen))
        drinks = sum(left for unit, left in found.units if unit.startswith("drink:"))
        none = t("members.none")
        facts: list[tuple[str, str | QWidget]] = [
            (t("members.balance"), balance),
            (t("members.owed"), owed if owed_fen else none),
            (t("members.visits_left"), _counted("members.visits.n", found.unit(VISIT))),
            (t("members.sessions_left"), _counted("members.sessions.n", found.unit(PT_SESSION))),
            (t("members.drinks_left"), _counted("members.drinks.n", drinks)),
        ]
        also = found.standing.also
        if also:
            said = " · ".join(t(f"members.short.{status}") for status in also)
            facts.append((t("members.also"), Chip(said, words.KINDS[also[0]])))
        self.facts.set_facts(facts)

    def _show_standing(self, found: Overview) -> None:
        stands = found.standing
        self.banner.show_state(
            words.KINDS[stands.status], words.title(stands), words.reason(stands), "", _ICONS.get(stands.status, "")
        )
        steps = [step for step in stands.next_steps if step in STEPS_HERE]
        if stands.status in ("unopened", "opens_later") and stands.due_ids:
            # What was just sold is paid for before it is opened or begins.
            steps.insert(0, "collect")
        self._step = steps[0] if steps else "reception" if stands.may_enter else ""
        self.step.setVisible(bool(self._step))
        if self._step:
            self.step.set_words(t(f"members.step.{self._step}"))

    def _take_step(self) -> None:
        self.step_wanted.emit(self._step)


STEPS_HERE = ("open", "unfreeze", "collect", "renew", "sell", "unblock")
"""Next steps that begin on this page."""


def _counted(key: str, n: int) -> str:
    return t(key, n=n) if n else t("members.none")
