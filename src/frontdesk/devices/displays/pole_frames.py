"""What a pole display is sent for each view of the customer: two models, each a plain function of the view.

Sources: Epson DM-D110/210 command set (ESC @, CLR, US $, US C); the usual LED8 customer display (ESC @, CLR,
``ESC Q A digits CR``, ``ESC s n``), 2400 8N1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan
from frontdesk.core.text import clean
from frontdesk.devices.displays.view import Basket, CustomerView, Due, Idle, Paid, Thanks

COLUMNS = 20
_LED_DIGITS = 8
_ESC, _US, _CLR, _CR = b"\x1b", b"\x1f", b"\x0c", b"\r"
_ALL_OFF, _TOTAL, _RECEIVED, _CHANGE = b"0", b"2", b"3", b"4"


@dataclass(frozen=True, slots=True)
class Greeting:
    """What stands there while nobody is served: the house's name and a courtesy line, each may be empty."""

    house: str = ""
    courtesy: str = ""


class PoleModel(Protocol):
    """How one kind of pole display is talked to."""

    begin: bytes
    """Puts it into a known, empty state."""

    def frame(self, view: CustomerView, language: str, greeting: Greeting) -> bytes:
        """The bytes that show a view."""


class EscposPole:
    """Two rows of 20 columns by ESC/POS (DM-D). Without ``gbk`` it has plain letters only and speaks English."""

    begin = _ESC + b"@" + _CLR + _US + b"C\x00"  # the cursor would blink behind the amount

    def __init__(self, gbk: bool = False) -> None:
        self._codec = "gbk" if gbk else "ascii"

    def frame(self, view: CustomerView, language: str, greeting: Greeting) -> bytes:
        """Both rows whole, each at its place: nothing flickers, nothing of the last view stays."""
        words = language if self._codec == "gbk" else "en"
        upper, lower = self._rows(view, words, greeting)
        return b"".join(_US + b"$\x01" + bytes([number]) + row for number, row in ((1, upper), (2, lower)))

    def _rows(self, view: CustomerView, words: str, greeting: Greeting) -> tuple[bytes, bytes]:
        match view:
            case Basket(lines, total_fen):
                last = lines[-1]
                return self._row(last.name(words), last.amount_fen), self._said("total", words, total_fen)
            case Due(due_fen):
                return self._said("due", words, due_fen), self._row("")
            case Paid() if "tab" in view.tenders:
                return self._said("on_tab", words, view.due_fen), self._row("")
            case Paid(change_fen=0):
                return self._said("due", words, view.due_fen), self._said("received", words, view.received_fen)
            case Paid():
                return self._said("received", words, view.received_fen), self._said("change", words, view.change_fen)
            case Thanks():
                return self._middle(t_in(words, "customer.thanks")), self._row("")
            case Idle():
                welcome = t_in(words, "customer.welcome")
                house, courtesy = self._fits(greeting.house), self._fits(greeting.courtesy)
                if not house:
                    return self._middle(courtesy or welcome), self._row("")
                return self._middle(house), self._middle(courtesy or welcome)

    def _said(self, what: str, words: str, fen: int) -> bytes:
        return self._row(t_in(words, f"customer.{what}"), fen)

    def _row(self, text: str, fen: int | None = None) -> bytes:
        """A word on the left and an amount on the right; the word gives way."""
        amount = b"" if fen is None else (" " + yuan(fen)).encode("ascii")
        room = COLUMNS - len(amount)
        left = self._cut(text, room)
        return left + b" " * (room - len(left)) + amount

    def _middle(self, text: str) -> bytes:
        return self._cut(text, COLUMNS).center(COLUMNS)

    def _cut(self, text: str, columns: int) -> bytes:
        """As many whole characters as fit; one that the display hasn't is left out."""
        found = b""
        for char in clean(text):
            data = char.encode(self._codec, "ignore")
            if len(found) + len(data) > columns:
                break
            found += data
        return found.strip()

    def _fits(self, text: str) -> str:
        """A greeting, if the display has all its characters and room for them; half a name is worse than none."""
        plain = clean(text)
        try:
            return plain if len(plain.encode(self._codec)) <= COLUMNS else ""
        except UnicodeEncodeError:
            return ""


class Led8Pole:
    """Eight digits and four lamps: price, total, received, change."""

    begin = _ESC + b"@" + _CLR + _ESC + b"s" + _ALL_OFF

    def frame(self, view: CustomerView, language: str, greeting: Greeting) -> bytes:
        """One amount at a time: what was received until the receipt is booked, then the change."""
        match view:
            case Basket(total_fen=fen) | Due(due_fen=fen):
                return self._amount(_TOTAL, fen)
            case Paid() if view.booked and view.change_fen:
                return self._amount(_CHANGE, view.change_fen)
            case Paid() if "tab" in view.tenders:
                return self._amount(_TOTAL, view.due_fen)
            case Paid():
                return self._amount(_RECEIVED, view.received_fen)
            case Thanks() | Idle():
                return _CLR + _ESC + b"s" + _ALL_OFF

    def _amount(self, lamp: bytes, fen: int) -> bytes:
        # A larger amount is not cut: it would be a wrong one.
        digits = f"{fen // 100}.{fen % 100:02d}" if 0 <= fen < 10**_LED_DIGITS else "-" * _LED_DIGITS
        return _ESC + b"s" + lamp + _ESC + b"QA" + digits.encode("ascii") + _CR


def pole_model(kind: str) -> PoleModel | None:
    """The model that ``settings.display.pole`` names; None for none."""
    if kind == "led8":
        return Led8Pole()
    return EscposPole(gbk=kind == "escpos-gbk") if kind.startswith("escpos") else None
