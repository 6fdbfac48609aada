"""The key to give or take: its number in large figures, what to say, and the buttons."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QMenu, QSizePolicy, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, language, t
from frontdesk.reception.qt.desk_notes import DeskNotes
from frontdesk.reception.words import Face
from frontdesk.ui.widgets import Banner, Button, Card, ElidedLabel, Label, clear_layout, column, named, row
from frontdesk.visits.arrive import NO_CARD_REASONS
from frontdesk.visits.decide import Decision

HOLD_MS = 300
"""How long after a decision was painted Enter does nothing: nobody can have read it yet."""


_ROOMY = 400
"""From this height in px the number and an error of four lines stand one above the other."""


class KeyCard(Card):
    """The lower half of the left side; the page listens to its buttons."""

    zone_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self._caption = ElidedLabel("", "caption", name="reception.key_caption")
        self.number = Label("", "key", tone="primary", name="reception.key")
        self._note = Label("", "note", wrap=True, name="reception.key_note")
        self._phrase = Label("", "note", wrap=True, name="reception.phrase")
        self.reason = named(QComboBox(), "reception.no_card_reason", t("reception.no_card_reason"))
        for code in NO_CARD_REASONS:
            self.reason.addItem(t(f"reception.no_card.{code}"), code)
        self.failure = Banner("reception.failure", "bad")
        self.idle = DeskNotes()
        self._low = False
        self._zones = row(spacing=8)
        self.primary = Button("", "reception.primary", kind="primary", shortcut="Enter", large=True)
        self.change = Button(t("reception.change_key"), "reception.change_key", shortcut="F2")
        self.member = Button(t("reception.member"), "reception.member", shortcut="F3")
        self.collect = Button(t("reception.collect"), "reception.collect", shortcut="F4")
        self.more = Button(t("reception.more"), "reception.more", icon="more")
        self.menu = QMenu(self.more)
        self.away = Button(t("reception.put_away"), "reception.put_away", kind="quiet", shortcut="Esc")
        self.next = ElidedLabel("", "strong", name="reception.next", tone="info")
        for button in (self.primary, self.change, self.member, self.collect, self.more, self.away):
            button.copy_on("surface")
        self.more.clicked.connect(self._open_menu)
        self._lay_out()
        self.show_nobody()

    def _lay_out(self) -> None:
        words = column(None, self._note, self._phrase, None, spacing=2)
        self._big = QWidget()
        big = row(self.number, words, spacing=14)
        big.setStretch(1, 1)
        self._big.setLayout(big)
        main = row(self.primary, self.change, spacing=8)
        main.setStretch(0, 1)
        others = row(self.collect, self.member, self.more, spacing=8)
        for place in range(3):
            others.setStretch(place, 1)
        foot = row(self.next, self.away, spacing=8)
        foot.setStretch(0, 1)
        self.body.addWidget(self.idle, 1)
        for item in (self._caption, self._big, self.reason, self.failure, self._zones, main, others):
            if isinstance(item, QWidget):
                self.body.addWidget(item)
            else:
                self.body.addLayout(item)
        self._rest = QWidget()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.body.addWidget(self._rest, 1)
        self.body.addLayout(foot)

    def set_low(self, low: bool) -> None:
        """Closer together on a low screen, the caption left out and the number smaller."""
        self._low = low
        self.body.setSpacing(5 if low else 8)
        self.idle.set_low(low)
        self._caption.setVisible(bool(self._caption.whole()) and not low)
        self.number.set_size("figure" if low else "key")
        if not self.failure.isHidden():
            self._make_room()

    def take_in(self, facts: QWidget) -> None:
        """On a narrow page the facts stand below the buttons, so that those stay in view."""
        self.body.insertWidget(self.body.indexOf(self._rest), facts)

    def show_nobody(self) -> None:
        """Nothing to do with a person: what waits stands here instead."""
        self.idle.show()
        for widget in (self._caption, self._big, self.reason, self.failure, self.primary, self.change):
            widget.hide()
        clear_layout(self._zones)
        for button in (self.member, self.collect, self.away):
            button.setEnabled(False)
            button.hide()
        self._rest.hide()
        self.next.set_whole("")

    def show_face(self, found: Decision, face: Face, owed: bool) -> None:
        """Paint key, phrase and buttons; Enter is held back for a moment."""
        self.idle.hide()
        for widget in (self.member, self.collect, self.away, self._rest):
            widget.show()
        self._caption.set_whole(face.key_caption)
        self._caption.setVisible(bool(face.key_caption) and not self._low)
        self.number.setText(face.key_text)
        self.number.setAccessibleName(t("reception.key_spoken", key=face.key_text) if face.key_text else "")
        self._note.setText(face.key_note)
        self._phrase.setText(face.phrase)
        self._phrase.setVisible(bool(face.phrase))
        self._big.setVisible(bool(face.key_text))
        self.reason.setVisible(face.asks_reason)
        self.failure.hide()
        self._show_zones(found)
        self.primary.setVisible(bool(face.action))
        self.primary.set_words(face.action_text)
        self.primary.set_kind("secondary" if face.action == "put_away" else "primary")
        self.primary.hold_for(HOLD_MS)
        self.change.setVisible(face.may_change_key)
        self.member.setEnabled(found.person is not None)
        self.collect.setEnabled(found.person is not None or owed)
        self.collect.set_kind("primary" if owed and not face.action else "secondary")
        self.away.setEnabled(True)

    def _show_zones(self, found: Decision) -> None:
        clear_layout(self._zones)
        if found.kind != "ask_zone":
            return
        for zone in found.zones:
            button = Button(zone.name(language()), f"reception.zone.{zone.code}", kind="primary")
            button.setProperty("zone", zone.code)
            button.clicked.connect(self._zone_clicked)
            self._zones.addWidget(button, 1)

    def _zone_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.zone_chosen.emit(str(button.property("zone")))

    def show_failure(self, error: FrontdeskError) -> None:
        """What was refused, at the key it was about."""
        self._make_room()
        self.failure.show_state("bad", *error_text(error))
        self.failure.show()

    def _make_room(self) -> None:
        # A low screen has no room for an error and all else; the number stands on the button too.
        self._caption.hide()
        self._big.setVisible(bool(self.number.text()) and not self._low and self.height() >= _ROOMY)

    def show_next(self, names: tuple[str, ...]) -> None:
        """Who waits."""
        if not names:
            self.next.set_whole("")
        elif len(names) == 1:
            self.next.set_whole(t("reception.next", name=names[0]))
        else:
            self.next.set_whole(t("reception.next_more", name=names[0], n=len(names) - 1))

    def no_card_reason(self) -> str:
        """The chosen reason's code."""
        return str(self.reason.currentData(Qt.ItemDataRole.UserRole))

    def _open_menu(self) -> None:
        if self.menu.actions():
            self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
