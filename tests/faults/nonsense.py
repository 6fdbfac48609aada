"""Names, readings and amounts as nobody should write them, from a seed: the same number, the same nonsense."""

import random

_ESCAPES = (
    "\x1b@", "\x1bp\x00\x20\x20", "\x10\x14\x01\x00\x01", "\x1dV\x00", "\x1c.", "\x1c&", "\x1bt\x10", "\x1d(k\x03\x00",
    "\x1b=\x02", "\x1bc0\x01", "\x0c", "\x18", "\x1b\x1b\x1b", "\x10\x04\x01", "\x9b31m", "\x1b[2J",
)  # fmt: skip
_MARKUP = (
    "<b>", "</b>", "<img src=x onerror=1>", "<table>", "&amp;", "&#10;", "]]>", "<?xml?>", "<para>", "{}", "{name}",
    "{0!r}", "%s", "%n", "$(x)", "`x`", "'; DROP TABLE persons; --", "\\", "%", "_", "*", "=1+1", "+1", "-1",
    "@SUM(A1)", "\t=1", "\r=1", "_x0007_", "#N/A", "M&1", "../../x", "CON", "nul.", "http://x", "1e3", "NaN", "None",
    "null", "{{",
)  # fmt: skip
_RARE = (
    "䶮𬱖𠮷𪚥𫜵𱍊\U0003134a㐀〇々〆ヶ￥¥€™©®·•−‑…——“”‘’「」〔〕①Ⅷ㈱㎡℃㍿"
    "ＡＢＣ１２３．。，（）ー～・ﾊﾝｶｸ한글กำעבריתعربيहिन्दी"
)
_EMOJI = ("👨‍👩‍👧‍👦", "🏋️‍♀️", "👍🏽", "🇨🇳", "1️⃣", "❤️", "🧑🏿‍🦽", "🏴\U000e0067\U000e0062\U000e007f", "☺︎", "\u200d", "️")
_MARKS = "\u202e\u202d\u202a\u2066\u2067\u2069\u200e\u200f\u061c\u200b\u200c\u2060\ufeff\u00ad\u180e\ufff9\ufffb"
_COMBINING = "\u0301\u0327\u20dd\u0e33\u0489\u034f\u1ab0\ufe20"
_SPACES = " \u00a0\u3000\u2003\u202f\u2028\u2029\x85\x0b"
_BROKEN = "\ud800\udfff\udc80\ufffe\uffff\U0001ffff\ue000\U000f0000\U0010ffff\ufffd"
_PLAIN = ("王小明", "欧阳·修", "Ana María O’Neill", "单雄信", "Zoë", "李 雷", "Đặng Thị", "ÅÄÖ", "Ωμέγα", "Пётр")
_UNITS = ("瓶", "号", " yuan", "元", "%", "K", "-", "/", ".", ",")


class Nonsense:
    """A source of wrong input."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def text(self, most_pieces: int = 6) -> str:
        """A name or a note: pieces of everything that ever broke a program, now and then long."""
        chance = self.chance
        found = "".join(self._piece() for _ in range(chance.randint(0, most_pieces)))
        return found * chance.randint(20, 60) if chance.random() < 0.02 else found

    def _piece(self) -> str:
        chance = self.chance
        kind = chance.randrange(13)
        if kind < 3:
            return chance.choice((_ESCAPES, _MARKUP, _EMOJI)[kind])
        if kind < 8:
            return chance.choice((_RARE, _MARKS, _COMBINING, _SPACES, _BROKEN)[kind - 3])
        if kind == 8:
            return chr(chance.randrange(0x20))
        if kind == 9:
            return chr(chance.randrange(0x7F, 0xA0))
        if kind == 10:
            return chr(chance.randrange(0x110000))
        if kind == 11:
            return chr(chance.randrange(0x3400, 0xA000))
        return chance.choice(_PLAIN)

    def amount(self) -> str:
        """Something like an amount: right ones, nearly right ones, and others."""
        chance = self.chance
        if chance.random() < 0.1:
            return self.text(3)
        digits = chance.choice(
            ("0123456789",) * 4 + ("０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "零一二三四五六七八九")
        )
        whole = "".join(chance.choices(digits, k=chance.choice((0, 1, 2, 3, 4, 5, 8, 9, 20))))
        point = chance.choice(("", "", "", ".", ".", "．", "。", ",", "٫", "..", "_"))
        fraction = "".join(chance.choices(digits, k=chance.randint(0, 3))) if point else ""
        return "".join(
            (
                chance.choice(("",) * 12 + (" ", "-", "+", "¥", "￥", "－", "\u3000", "0x", "\x00")),
                whole,
                point,
                fraction,
                chance.choice(("",) * 12 + (" ", "e3", "元", "\n", "\u200b", "_0", "²", "%")),
            )
        )

    def reading(self) -> str:
        """What a keyboard reader or scanner may send: UIDs, barcodes and keys, right, cut and bent."""
        chance = self.chance
        kind = chance.randrange(7)
        if kind == 0:
            return self.text(4)
        alphabet = (
            "0123456789ABCDEF",
            "0123456789",
            "0123456789abcdef :-.",
            "０１２３ＡＢ",
            "K0123456789",
            "\x00\x1b0A",
        )[kind - 1]
        length = chance.choice((0, 1, 3, 4, 7, 8, 10, 13, 14, 16, 20, 21, 40, 400))
        return "".join(chance.choices(alphabet, k=length))

    def data(self, like: bytes = b"", most: int = 40) -> bytes:
        """Random bytes, or ``like`` with some of its bytes changed, lost or doubled."""
        chance = self.chance
        if not like or chance.random() < 0.2:
            return chance.randbytes(chance.randint(0, most))
        found = bytearray(like)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(found) + 1)
            how = chance.randrange(4)
            if how == 0:
                found[at:at] = chance.randbytes(chance.randint(1, 3))
            elif how == 1:
                del found[at : at + chance.randint(1, 4)]
            elif at < len(found):
                found[at] = chance.randrange(256)
        return bytes(found)

    def bank_card(self) -> str:
        """13 to 19 digits that pass the Luhn check, written in one of the ways people write them."""
        chance = self.chance
        digits = [chance.randrange(10) for _ in range(chance.randint(12, 18))]
        digits[0] = digits[0] or 4
        total = 0
        for place, digit in enumerate(reversed(digits)):  # the check digit will stand to the right of them
            doubled = digit * 2 if place % 2 == 0 else digit
            total += doubled - 9 if doubled > 9 else doubled
        number = "".join(map(str, digits)) + str(-total % 10)
        if chance.random() < 0.5:
            gap = chance.choice((" ", "-"))
            number = gap.join(number[at : at + 4] for at in range(0, len(number), 4))
        if chance.random() < 0.2:
            number = number.translate({ord("0") + n: ord("０") + n for n in range(10)})
        return number
