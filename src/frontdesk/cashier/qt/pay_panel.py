"""Due, received, change, readable from two metres, and the keys that take the money (K04)."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from frontdesk.cashier import payment as payments
from frontdesk.cashier.asked import ALIPAY, BALANCE, BANKCARD, CASH, TAB, WECHAT
from frontdesk.cashier.payment import quick_amounts
from frontdesk.cashier.qt.received_row import ReceivedRow
from frontdesk.cashier.qt.tender_strip import TenderStrip
from frontdesk.cashier.qt.till import Booked, Till
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.core.money import yuan, yuan_sign
from frontdesk.ui.widgets import Banner, Button, Card, IconButton, MoneyLabel, TextEdit, TileButton, column, named, row

TENDER_KEYS = ((CASH, "C"), (WECHAT, "W"), (ALIPAY, "A"), (BANKCARD, "B"), (BALANCE, "S"), (TAB, "T"))
_QUICK = 4
_DIGITS = 54


class PayPanel(Card):
    """What is to be paid and how. Enter first takes what was typed, then finishes."""

    def __init__(self, till: Till, actions: QWidget, below: QWidget) -> None:
        """``actions`` stands above the amounts, ``below`` takes the room that is left."""
        super().__init__(padding=0, spacing=0)
        self._till = till
        self.due = MoneyLabel(t("cashier.due"), "cashier.due", size=_DIGITS)
        self.received = ReceivedRow(_DIGITS)
        self.received.field.typed.connect(self._typed)
        self.change = MoneyLabel(t("cashier.change"), "cashier.change", size=_DIGITS, tone="ok", filled=True)
        self.back = Button(t("ui.back"), "cashier.back", shortcut="Esc", large=True)
        self.finish = Button(t("cashier.finish"), "cashier.finish", kind="primary", shortcut="Enter", large=True)
        self.back.clicked.connect(self.go_back)
        self.finish.clicked.connect(self.go_on)
        self._lower = column(spacing=10)
        self._lower.setContentsMargins(20, 12, 20, 14)
        self.body.addWidget(actions)
        for money in (self.due, self.received, self.change):
            self.body.addWidget(money)
        self.body.addLayout(self._lower, 1)
        self._lower.addLayout(self._quick_row())
        self._lower.addLayout(self._tender_row())
        self._notices()
        self._lower.addWidget(below, 1)
        ends = row(self.back, self.finish)
        ends.setStretch(1, 1)
        self._lower.addLayout(ends)
        till.changed.connect(self.refresh)
        till.refused.connect(self.show_refusal)
        self.refresh()

    def _quick_row(self) -> QHBoxLayout:
        self.quick: list[Button] = []
        for number in range(_QUICK):
            button = Button("", f"cashier.quick.{number + 1}")
            button.clicked.connect(self._quick_pressed)
            self.quick.append(button)
        self.undo = IconButton("backspace", "cashier.take_back", t("cashier.take_back"), shortcut="Backspace")
        self.undo.set_kind("secondary")
        # Away while there is nothing to pay, but its place stays: nothing jumps at the first article.
        place = self.undo.sizePolicy()
        place.setRetainSizeWhenHidden(True)
        self.undo.setSizePolicy(place)
        self.undo.clicked.connect(self._take_back)
        line = row(*self.quick, self.undo, spacing=8)
        for number in range(_QUICK):
            line.setStretch(number, 1)
        return line

    def _tender_row(self) -> QHBoxLayout:
        self.tenders: dict[str, TileButton] = {}
        for kind, key in TENDER_KEYS:
            tile = TileButton(t(f"cashier.tile_tender.{kind}"), f"cashier.pay.{kind}", shortcut=key, checkable=True)
            tile.setProperty("tender", kind)
            tile.clicked.connect(self._tender_pressed)
            self.tenders[kind] = tile
        return row(*self.tenders.values(), spacing=8)

    def _notices(self) -> None:
        self.banner = Banner("cashier.notice", "info")
        self.checked = named(QCheckBox(t("cashier.notes_checked")), "cashier.notes_checked", t("cashier.notes_checked"))
        self.checked.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.checked.toggled.connect(self._checked)
        QShortcut(QKeySequence("V"), self).activated.connect(self._tick)
        self.code = TextEdit(
            "cashier.approval_code", t("cashier.approval_code"), placeholder=t("cashier.approval_hint"), limit=12
        )
        self.code.textEdited.connect(self._code_typed)
        self.strip = TenderStrip()
        self.strip.removed.connect(self._tender_removed)
        self.code.setFixedWidth(270)
        self._lower.addWidget(self.banner)
        self._lower.addLayout(row(self.checked, None, self.code))
        self._lower.addWidget(self.strip)

    # Keys

    def take_keyboard(self) -> None:
        """Digits typed now are what was received; letters are the tenders' keys."""
        self.received.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def go_on(self) -> None:
        """Enter: take what was typed, or the exact amount in cash; when all is covered, finish."""
        till = self._till
        field = self.received.field
        if till.busy:
            return
        if not till.cart.lines:
            till.clear()
        elif field.problem() is not None:
            self.show_refusal(field.problem())  # type: ignore[arg-type]
        elif field.is_typed() and field.fen():
            till.pay(CASH, field.fen())
        elif till.left_fen > 0:
            till.pay(CASH, None)
        else:
            till.finish()
        self.take_keyboard()

    @Slot()
    def go_back(self) -> None:
        """Esc: first what was typed or taken, then the receipt itself."""
        till = self._till
        if till.busy:
            return
        if self.received.field.is_typed() or till.payment.tenders:
            self.received.field.set_received(None)
            till.set_payment(payments.Payment())
        else:
            till.put_away()
        self.take_keyboard()

    # What is shown

    @Slot()
    def refresh(self) -> None:
        """Paint the till as it is."""
        till = self._till
        booked = till.booked
        payment = booked.payment if booked is not None else till.payment
        total = booked.result.total_fen if booked is not None else till.cart.total_fen
        self.due.set_fen(total if till.cart.lines or booked else None)
        self.received.field.set_received(payment.received_fen if payment.tenders else None)
        self._refresh_change(total - payment.paid_fen, payment)
        self._refresh_keys(payment, booked)
        self._refresh_notices(payment, booked)

    def _refresh_change(self, left: int, payment: payments.Payment) -> None:
        if not payment.tenders:
            self._show_change(t("cashier.change"), None, "muted", False)
        elif left > 0:
            self._show_change(t("cashier.still"), left, "warn", True)
        else:
            self._show_change(t("cashier.change"), payment.change_fen, "ok", True)

    def _show_change(self, caption: str, fen: int | None, tone: str, filled: bool) -> None:
        self.change.set_caption(caption)
        self.change.set_fen(fen)
        self.change.set_tone(tone, filled)  # type: ignore[arg-type]

    def _refresh_keys(self, payment: payments.Payment, booked: Booked | None) -> None:
        till = self._till
        open_ = bool(till.cart.lines) and not till.busy
        left = till.left_fen if till.left_fen > 0 else till.cart.total_fen
        amounts = quick_amounts(left) if open_ else ()
        for number, button in enumerate(self.quick):
            there = number < len(amounts)
            button.setVisible(there)
            button.setEnabled(there)
            button.set_words(_short(amounts[number]) if there else "")
            button.setProperty("fen", amounts[number] if there else 0)
        self.undo.setVisible(open_)
        self.undo.setEnabled(open_ and bool(payment.tenders))
        found = till.cart.customer
        only_goods = all(line.kind == "goods" for line in till.cart.lines)
        topped_up = any(line.kind == "top_up" for line in till.cart.lines)
        allowed = {
            BALANCE: found is not None and found.balance_fen > 0 and not topped_up,
            TAB: found is not None and only_goods,
        }
        for kind, tile in self.tenders.items():
            tile.setEnabled(open_ and till.cart.total_fen > 0 and allowed.get(kind, True))
        self.refresh_checks()
        # Nothing on the receipt and none just booked: there is nothing to finish.
        self.finish.setEnabled(not till.busy and (bool(till.cart.lines) or booked is not None))
        self.back.setEnabled(not till.busy)
        self.finish.set_words(self._finish_words(booked))

    def _finish_words(self, booked: Booked | None) -> str:
        till = self._till
        if till.busy:
            return t("cashier.booking")
        if not till.cart.lines:
            return t("cashier.next_customer") if booked is not None else t("cashier.finish")
        if till.left_fen > 0:
            return t("cashier.take_cash")
        return t("cashier.put_on_tab") if till.payment.has(TAB) else t("cashier.finish")

    def _refresh_notices(self, payment: payments.Payment, booked: Booked | None) -> None:
        till = self._till
        if booked is not None:
            title = t("cashier.booked", number=booked.result.number)
            change = booked.result.change_fen
            more = t("cashier.give_change", amount=yuan_sign(change)) if change else t("cashier.no_change")
            self.banner.show_state("ok", title, more)
        elif payment.change_fen > 0:
            self._say(payment.received_fen, payment.change_fen)
        self.banner.setVisible(booked is not None or payment.change_fen > 0)
        self.checked.setVisible(booked is None and payment.large_notes)
        self.checked.blockSignals(True)
        self.checked.setChecked(till.notes_checked)
        self.checked.blockSignals(False)
        self.code.setVisible(booked is None and payment.has(BANKCARD))
        if self.code.text() != till.approval_code:
            self.code.setText(till.approval_code)
        self.strip.show_tenders(till.payment.tenders if booked is None and len(till.payment.tenders) > 1 else ())

    def _say(self, received_fen: int, change_fen: int) -> None:
        words = t("cashier.say", received=yuan(received_fen), change=yuan(change_fen))
        self.banner.show_state("info", words)
        self.banner.show()

    @Slot(object)
    def show_refusal(self, error: FrontdeskError) -> None:
        """What happened, what is safe and what to do, where the clerk looks."""
        what, todo = error_text(error)
        self.banner.show_state("bad", what, todo)
        self.banner.show()

    # What is pressed

    @Slot()
    def _typed(self) -> None:
        till = self._till
        fen = self.received.field.fen()
        if not till.cart.lines or fen is None:
            return
        base = till.payment if till.left_fen > 0 else payments.take_back(till.payment)
        left = base.left_fen(till.cart.total_fen)
        short = fen < left
        caption = t("cashier.still") if short else t("cashier.change")
        self._show_change(caption, abs(fen - left), "warn" if short else "ok", True)
        if fen > left:
            self._say(fen, fen - left)
        else:
            self.banner.hide()

    @Slot()
    def _quick_pressed(self) -> None:
        self._till.pay(CASH, int(self.sender().property("fen")))
        self.take_keyboard()

    @Slot()
    def _tender_pressed(self) -> None:
        field = self.received.field
        kind = str(self.sender().property("tender"))
        typed = field.fen() if field.is_typed() and field.problem() is None else None
        self._till.pay(kind, typed)
        self.refresh_checks()
        self.take_keyboard()

    def refresh_checks(self) -> None:
        """A tile shows what is so, not that it was pressed; until one is chosen, the cash that Enter would take."""
        payment = (self._till.booked or self._till).payment
        for kind, tile in self.tenders.items():
            usual = kind == CASH and not payment.tenders and tile.isEnabled()
            tile.setChecked(payment.has(kind) or usual)

    @Slot()
    def _take_back(self) -> None:
        self._till.set_payment(payments.take_back(self._till.payment))
        self.take_keyboard()

    @Slot(int)
    def _tender_removed(self, place: int) -> None:
        self._till.set_payment(payments.without(self._till.payment, place))
        self.take_keyboard()

    @Slot(bool)
    def _checked(self, on: bool) -> None:
        self._till.notes_checked = on

    @Slot()
    def _tick(self) -> None:
        if self.checked.isVisible():
            self.checked.toggle()

    @Slot(str)
    def _code_typed(self, text: str) -> None:
        self._till.approval_code = text.strip()


def _short(fen: int) -> str:
    return yuan(fen).removesuffix(".00")
