"""How a receipt is being paid, while it is: plain values that the pay panel shows and changes."""

from dataclasses import dataclass, replace

from frontdesk.cashier.asked import BANKCARD, CASH, TAB, TenderAsk
from frontdesk.cashier.errors import TenderRefused
from frontdesk.cashier.tenders import received_by

LARGE_NOTE_FEN = 100_00
_SINGLE = (CASH, "balance")


@dataclass(frozen=True, slots=True)
class Payment:
    """The tenders taken so far, in their order."""

    tenders: tuple[TenderAsk, ...] = ()

    @property
    def paid_fen(self) -> int:
        """How much of the total they cover."""
        return sum(tender.amount_fen for tender in self.tenders)

    @property
    def received_fen(self) -> int:
        """What was handed over."""
        return sum(received_by(tender) for tender in self.tenders)

    @property
    def change_fen(self) -> int:
        """What goes back."""
        return self.received_fen - self.paid_fen

    @property
    def large_notes(self) -> bool:
        """Whether a hundred-yuan note may be among the cash (K04)."""
        return any(tender.kind == CASH and received_by(tender) >= LARGE_NOTE_FEN for tender in self.tenders)

    def left_fen(self, total_fen: int) -> int:
        """What is still to be paid."""
        return total_fen - self.paid_fen

    def has(self, kind: str) -> bool:
        """Whether a tender of this kind is among them."""
        return any(tender.kind == kind for tender in self.tenders)


def pay(payment: Payment, kind: str, typed_fen: int | None, total_fen: int) -> Payment:
    """Take a tender: of what was typed, or of all that is left.

    Cash may be more than what is left, which gives change. When everything is covered already, the last tender is
    exchanged for this one: somebody changed their mind. Raises TenderRefused for more than is left without cash.
    """
    if total_fen <= 0:
        return payment
    if kind == TAB:
        return Payment((TenderAsk(TAB, total_fen),))
    if payment.has(TAB):
        payment = Payment()
    if payment.left_fen(total_fen) <= 0:
        payment = take_back(payment)
    left = payment.left_fen(total_fen)
    typed = typed_fen or left
    if typed > left and kind != CASH:
        raise TenderRefused(kind=kind, reason="amount")
    return _with(payment, TenderAsk(kind, min(typed, left), typed if kind == CASH else 0))


def take_back(payment: Payment) -> Payment:
    """Without the last tender."""
    return Payment(payment.tenders[:-1])


def without(payment: Payment, place: int) -> Payment:
    """Without the tender at a place."""
    return Payment(payment.tenders[:place] + payment.tenders[place + 1 :])


def settled(payment: Payment, approval_code: str, notes_checked: bool) -> tuple[TenderAsk, ...]:
    """The tenders to ask for: the terminal's code on bank cards, the tick on cash."""
    return tuple(
        replace(
            tender,
            approval_code=approval_code if tender.kind == BANKCARD else "",
            notes_checked=int(notes_checked and tender.kind == CASH),
        )
        for tender in payment.tenders
    )


def quick_amounts(due_fen: int) -> tuple[int, ...]:
    """What people are likely to hand over for an amount: it itself, and up to three round sums above it."""
    if due_fen <= 0:
        return ()
    found: list[int] = []
    for note in (5_00, 10_00, 50_00, 100_00):
        sum_fen = -(-due_fen // note) * note
        if sum_fen > due_fen and sum_fen not in found:
            found.append(sum_fen)
    hundreds = -(-due_fen // 100_00) * 100_00
    if len(found) < 3:
        found.append(hundreds + 100_00)
    return (due_fen, *found[:2], found[-1]) if len(found) > 2 else (due_fen, *found)


def _with(payment: Payment, tender: TenderAsk) -> Payment:
    for place, earlier in enumerate(payment.tenders):
        if earlier.kind == tender.kind and tender.kind in _SINGLE:
            received = received_by(earlier) + received_by(tender) if tender.kind == CASH else 0
            merged = TenderAsk(tender.kind, earlier.amount_fen + tender.amount_fen, received)
            return Payment((*payment.tenders[:place], merged, *payment.tenders[place + 1 :]))
    return Payment((*payment.tenders, tender))
