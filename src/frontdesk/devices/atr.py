"""Which family a card belongs to, from the answer to reset its reader made up for it.

PC/SC part 3, section 3.1.3.2.3: a contactless storage card has the ATR ``3B 8n 80 01 80 4F 0C`` RID ``SS C0 C1`` four
zero bytes and a check byte, where SS is the standard and C0 C1 the card's name. A contactless CPU card has ``3B 8n 80
01`` followed by the historical bytes of its own answer to select.
"""

from frontdesk.devices.cards import CardKind

_STORAGE = bytes.fromhex("4F0CA000000306")
_CONTACTLESS_TAIL = bytes.fromhex("8001")
_STANDARD_FELICA = 0x11
_STANDARDS_ISO15693 = range(0x09, 0x0D)
_DESFIRE_HISTORY = b"\x80"

_NAMES = {
    0x0001: CardKind.MIFARE_CLASSIC_1K,
    0x0002: CardKind.MIFARE_CLASSIC_4K,
    0x0003: CardKind.ULTRALIGHT,
    0x0026: CardKind.MIFARE_MINI,
    0x0036: CardKind.MIFARE_PLUS,
    0x0037: CardKind.MIFARE_PLUS,
    0x0038: CardKind.MIFARE_PLUS,
    0x0039: CardKind.MIFARE_PLUS,
    0x003A: CardKind.ULTRALIGHT,
    0x003B: CardKind.FELICA,
    0x003D: CardKind.ULTRALIGHT,
    # Names outside the standard that ACS readers give to FeliCa at 212 and 424 kbit/s.
    0xF011: CardKind.FELICA,
    0xF012: CardKind.FELICA,
}


def kind_of(atr: bytes) -> CardKind:
    """The family of the card with this ATR; UNKNOWN for contact cards, damaged and empty ATRs."""
    if len(atr) < 4 or atr[0] != 0x3B or atr[1] & 0xF0 != 0x80 or atr[2:4] != _CONTACTLESS_TAIL:
        return CardKind.UNKNOWN
    history = atr[4 : 4 + (atr[1] & 0x0F)]
    place = history.find(_STORAGE)
    if place < 0:
        return CardKind.DESFIRE if history == _DESFIRE_HISTORY else CardKind.CPU
    return _storage_kind(history[place + len(_STORAGE) :])


def _storage_kind(name: bytes) -> CardKind:
    if len(name) < 3:
        return CardKind.UNKNOWN
    if name[0] == _STANDARD_FELICA:
        return CardKind.FELICA
    known = _NAMES.get(int.from_bytes(name[1:3], "big"))
    if known is not None:
        return known
    return CardKind.ISO15693 if name[0] in _STANDARDS_ISO15693 else CardKind.UNKNOWN
