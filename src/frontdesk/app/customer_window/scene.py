"""The customer's screen for each view, painted for any size from 1024 × 600 on; amounts are read from two metres."""

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from frontdesk.app.customer_window.sign import HouseSign
from frontdesk.app.customer_window.strokes import LEFT, MIDDLE, RIGHT, Strokes
from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan_sign
from frontdesk.devices.displays.view import Basket, BasketLine, CustomerView, Due, Idle, Paid, Thanks
from frontdesk.ui.dates import time_words

_MARGIN = 28
_HEAD = 64
_LINE = 56
_TOTAL = 160
_DIGITS = 104


def paint_view(painter: QPainter, whole: QRectF, view: CustomerView, sign: HouseSign, now: datetime) -> None:
    """Paint a view over a whole rectangle."""
    strokes = Strokes(painter, whole)
    strokes.fill(whole, "background")
    match view:
        case Idle():
            _idle(strokes, sign, now)
        case Thanks():
            _thanks(strokes, sign)
        case Basket():
            _basket(strokes, view, sign, now)
        case Due(due_fen):
            _amounts(strokes, sign, now, [("due", "", due_fen, "ink", "")])
        case Paid():
            _amounts(strokes, sign, now, _paid_rows(view, sign.language))


def said(view: CustomerView, sign: HouseSign) -> str:
    """The same in words, for those who can't see it."""
    language = sign.language
    match view:
        case Idle():
            return " ".join(filter(None, (sign.house, _courtesy(sign), sign.hours)))
        case Thanks():
            return t_in(language, "customer.thanks")
        case Basket(lines, total_fen):
            names = [f"{_line_words(line, language)} {yuan_sign(line.amount_fen)}" for line in lines]
            return " ".join((*names, t_in(language, "customer.total"), yuan_sign(total_fen)))
        case Due(due_fen):
            return f"{t_in(language, 'customer.due')} {yuan_sign(due_fen)}"
        case Paid():
            rows = _paid_rows(view, language)
            return " ".join(f"{t_in(language, f'customer.{word}')} {yuan_sign(fen)}" for word, _, fen, _, _ in rows)


Row = tuple[str, str, int, str, str]
"""Word, note, amount in fen, colour, ground."""


def _paid_rows(view: Paid, language: str) -> list[Row]:
    if "tab" in view.tenders:
        return [("due", "", view.due_fen, "ink", ""), ("on_tab", "", view.due_fen, "info", "info_soft")]
    note = " + ".join(t_in(language, f"cashier.tender.{kind}") for kind in view.tenders)
    rows: list[Row] = [("due", "", view.due_fen, "ink", ""), ("received", note, view.received_fen, "primary", "")]
    if "cash" in view.tenders:
        rows.append(("change", "", view.change_fen, "ok", "ok_soft"))
    return rows


def _courtesy(sign: HouseSign) -> str:
    return sign.courtesy or t_in(sign.language, "customer.welcome")


def _idle(s: Strokes, sign: HouseSign, now: datetime) -> None:
    whole = s.inner(s.whole, _MARGIN)
    foot = QRectF(whole.left(), whole.bottom() - s.px(60), whole.width(), s.px(60))
    block = s.px(140 + 30 + 90 + 70)
    top = whole.top() + (foot.top() - whole.top() - block) / 2
    mark = QRectF(whole.center().x() - s.px(70), top, s.px(140), s.px(140))
    if sign.logo:
        s.picture(QRectF(whole.left(), top, whole.width(), s.px(140)), sign.logo, "ink")
    else:
        s.icon(mark, "logo-desk", "primary")
    name = QRectF(whole.left(), mark.bottom() + s.px(30), whole.width(), s.px(90))
    courtesy = QRectF(whole.left(), name.bottom(), whole.width(), s.px(70))
    if sign.house:
        s.text(name, sign.house, 68, "ink", MIDDLE, bold=True)
        s.text(courtesy, _courtesy(sign), 36, "muted", MIDDLE)
    else:
        s.text(name, _courtesy(sign), 68, "ink", MIDDLE, bold=True)
    clock = time_words(now)
    room = QRectF(foot.right() - s.px(160), foot.top(), s.px(160), foot.height())
    s.text(room, clock, 44, "ink", RIGHT, bold=True)
    if sign.hours:
        side = s.px(36)
        s.icon(QRectF(foot.left(), foot.center().y() - side / 2, side, side), "clock", "muted")
        hours = QRectF(foot.left() + s.px(50), foot.top(), foot.width() - s.px(50 + 160 + 20), foot.height())
        s.text(hours, sign.hours, 32, "muted")


def _thanks(s: Strokes, sign: HouseSign) -> None:
    middle = s.whole.center()
    side = s.px(150)
    s.icon(QRectF(middle.x() - side / 2, middle.y() - s.px(190), side, side), "check-circle", "ok")
    words = QRectF(s.inner(s.whole, _MARGIN).left(), middle.y(), s.inner(s.whole, _MARGIN).width(), s.px(110))
    s.text(words, t_in(sign.language, "customer.thanks"), 84, "ink", MIDDLE, bold=True)
    if sign.house:
        s.text(words.translated(0, s.px(110)), sign.house, 36, "muted", MIDDLE)


def _head(s: Strokes, sign: HouseSign, now: datetime) -> QRectF:
    """House and clock at the top; what is left below."""
    whole = s.inner(s.whole, _MARGIN, 0)
    head = QRectF(whole.left(), whole.top(), whole.width(), s.px(_HEAD))
    clock = QRectF(head.right() - s.px(120), head.top(), s.px(120), head.height())
    s.text(clock, time_words(now), 28, "muted", RIGHT)
    s.text(head.adjusted(0, 0, -s.px(140), 0), sign.house, 28, "muted", LEFT, bold=True)
    return QRectF(head.left(), head.bottom(), head.width(), whole.bottom() - head.bottom() - s.px(_MARGIN))


def _basket(s: Strokes, view: Basket, sign: HouseSign, now: datetime) -> None:
    room = _head(s, sign, now)
    gap = s.px(16)
    total = QRectF(room.left(), room.bottom() - s.px(_TOTAL), room.width(), s.px(_TOTAL))
    card = QRectF(room.left(), room.top(), room.width(), total.top() - gap - room.top())
    s.fill(card, "surface", 16, "line")
    inside = s.inner(card, 30, 12)
    fits = max(1, int(inside.height() / s.px(_LINE)))
    shown = view.lines if len(view.lines) <= fits else view.lines[len(view.lines) - fits + 1 :]
    place = QRectF(inside.left(), inside.top(), inside.width(), inside.height() / fits)
    if len(shown) < len(view.lines):
        more = t_in(sign.language, "customer.more_lines", n=len(view.lines) - len(shown))
        s.text(place, more, 24, "muted")
        place = place.translated(0, place.height())
    for line in shown:
        _line(s, place, line, sign.language, newest=line is view.lines[-1])
        place = place.translated(0, place.height())
    _band(s, total, ("total", "", view.total_fen, "primary", "surface"), sign.language, _DIGITS)


def _line(s: Strokes, place: QRectF, line: BasketLine, language: str, newest: bool) -> None:
    amount = QRectF(place.right() - s.px(230), place.top(), s.px(230), place.height())
    s.amount(amount, yuan_sign(line.amount_fen), 34, "ink")
    s.text(
        QRectF(place.left(), place.top(), place.width() - s.px(250), place.height()),
        _line_words(line, language),
        32,
        "ink",
        bold=newest,
        least=0.85,
    )


def _line_words(line: BasketLine, language: str) -> str:
    return f"{line.name(language)}  × {line.quantity}" if line.quantity != 1 else line.name(language)


def _amounts(s: Strokes, sign: HouseSign, now: datetime, rows: list[Row]) -> None:
    room = _head(s, sign, now)
    gap = s.px(16)
    height = (room.height() - gap * (len(rows) - 1)) / len(rows)
    digits = min(190.0, height / s.scale * 0.72)
    for number, row in enumerate(rows):
        place = QRectF(room.left(), room.top() + number * (height + gap), room.width(), height)
        _band(s, place, row, sign.language, digits)


def _band(s: Strokes, place: QRectF, row: Row, language: str, digits: float) -> None:
    word, note, fen, colour, ground = row
    s.fill(place, ground or "surface", 16, "" if ground not in ("", "surface") else "line")
    inside = s.inner(place, 30, 0)
    words = QRectF(inside.left(), inside.top(), inside.width() * 0.27, inside.height())
    amount = QRectF(words.right(), inside.top(), inside.right() - words.right(), inside.height())
    if note:
        middle = words.center().y()
        above = QRectF(words.left(), middle - s.px(52), words.width(), s.px(60))
        s.text(above, t_in(language, f"customer.{word}"), 46, colour, bold=True)
        s.text(above.translated(0, s.px(56)), note, 26, "muted")
    else:
        s.text(words, t_in(language, f"customer.{word}"), 46, colour, bold=True)
    s.amount(amount, yuan_sign(fen), digits, colour)
