"""Amounts in spoken Chinese, as rows of clips.

As one speaks at a counter: 两 before 百, 千 and 万 and for a bare 2 before 元, 角 or 分;
二 in 十二 and 二十, after 零, and for 分 after 角. 十 without 一 at the front, 一十 within (一百一十).
One 零 for any gap, also where 万 meets what follows it and between 元 and 分.
"""

_UNITS = ("", "10", "100", "1000")


def amount(fen: int) -> tuple[str, ...]:
    """The clips of an amount in fen, from 0 to MOST_FEN."""
    yuan, rest = divmod(fen, 100)
    jiao, fen = divmod(rest, 10)
    said: list[str] = []
    if yuan or not rest:
        said += [*_alone(yuan), "yuan"]
    if jiao:
        said += [*_alone(jiao), "jiao"]
    if fen:
        if yuan and not jiao:
            said.append("0")
        said += [*(_alone(fen) if not said else (str(fen),)), "fen"]
    return tuple(said)


def _alone(number: int) -> tuple[str, ...]:
    """A number right before its unit: a bare 2 is 两."""
    return ("2-liang",) if number == 2 else whole(number)


def whole(number: int) -> tuple[str, ...]:
    """A whole number from 0 to 99,999,999."""
    if number == 0:
        return ("0",)
    tens_of_thousands, low = divmod(number, 10_000)
    said: list[str] = []
    if tens_of_thousands:
        said += ["2-liang"] if tens_of_thousands == 2 else _group(tens_of_thousands, at_front=True)
        said.append("10000")
        if 0 < low < 1_000:
            said.append("0")
    if low:
        said += _group(low, at_front=not said)
    return tuple(said)


def _group(number: int, *, at_front: bool) -> list[str]:
    """One to four digits; ``at_front`` when nothing was said before."""
    said: list[str] = []
    gap = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(said)
            continue
        if gap:
            said.append("0")
            gap = False
        if digit == 2 and place >= 2:
            said.append("2-liang")
        elif not (digit == 1 and place == 1 and at_front and not said):
            said.append(str(digit))
        if place:
            said.append(_UNITS[place])
    return said
