"""Nonsense typed, scanned, tapped and written into the settings: refused or taken for nothing, never a crash."""

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.money import AmountInvalid, parse_amount_fen, yuan
from frontdesk.core.settings import MachineSettings, SettingsUnreadable, load_settings
from frontdesk.core.text import clean, contains_card_number, field
from frontdesk.devices.atr import kind_of
from frontdesk.devices.cards import CardKind, CardPresented, CardUnreadable, ReaderEvent
from frontdesk.devices.printers.choose import printer_for
from frontdesk.devices.readers.place import ReaderPlace
from frontdesk.devices.readers.scard import Status
from frontdesk.devices.readers.uid_form import UidForm, UidInvalid, normalise_uid
from frontdesk.devices.readers.wedge import BurstRecogniser, KeyPress, Meaning, Origin, WedgeSettings, understand
from frontdesk.printing.gbk import CHARSETS, printable, wrap
from tests.conftest import MONDAY_MORNING
from tests.faults.lengths import often
from tests.faults.nonsense import Nonsense

LINES, AMOUNTS, READINGS = often(3_000, 350_000), often(3_000, 250_000), often(2_000, 250_000)
ANSWERS, FILES, CARDS = often(500, 20_000), often(300, 10_000), often(1_000, 50_000)
AMOUNT = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2})?")
UID = re.compile(r"([0-9A-F]{2}){4,10}")
FULL_WIDTH = str.maketrans("０１２３４５６７８９．。", "0123456789..")
NEVER_PRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
ATR_OF_A_CLASSIC_CARD = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")


@pytest.mark.timeout(often(60, 1_800))
def test_no_line_of_text_holds_a_control() -> None:  # fault table 17
    """What the printer's own font would print: bytes that can't be commands, lines that fit the paper."""
    nonsense = Nonsense(1)
    charsets = list(CHARSETS.values())
    for number in range(LINES):
        text = nonsense.text()
        plain = printable(text)
        assert not NEVER_PRINTED.search(plain), repr(text)
        assert not NEVER_PRINTED.search(clean(text)), repr(text)
        charset, columns = charsets[number % len(charsets)], (24, 32, 48)[number % 3]
        for line in wrap(plain, columns, charset):
            data = charset.encode(line) or b""
            assert len(data) <= columns, repr(text)
            leads = _leads(data) if charset.is_chinese else data
            assert all(byte >= 0x20 and byte != 0x7F for byte in leads), repr(text)


def _leads(data: bytes) -> bytes:
    """The bytes a printer in two-byte mode may take for a command: all but the second of a pair."""
    found = bytearray()
    at = 0
    while at < len(data):
        found.append(data[at])
        at += 2 if data[at] >= 0x80 else 1
    return bytes(found)


@pytest.mark.timeout(often(60, 1_800))
def test_only_amounts_are_amounts() -> None:  # fault table 17; reliability: amounts
    nonsense = Nonsense(2)
    taken = 0
    for _ in range(AMOUNTS):
        typed = nonsense.amount()
        plain = typed.strip().translate(FULL_WIDTH)
        try:
            fen = parse_amount_fen(typed)
        except AmountInvalid:
            assert not AMOUNT.fullmatch(plain), repr(typed)
            continue
        assert AMOUNT.fullmatch(plain), repr(typed)
        whole, _, rest = plain.partition(".")
        assert fen == int(whole) * 100 + int((rest + "00")[:2]), repr(typed)
        assert parse_amount_fen(yuan(fen).replace(",", "")) == fen
        taken += 1
    assert AMOUNTS * 0.03 < taken < AMOUNTS * 0.7


@pytest.mark.timeout(often(60, 1_800))
def test_any_scan_means_something_or_nothing() -> None:  # fault table 17; reliability: card readings
    nonsense = Nonsense(3)
    settings = [WedgeSettings(uid_form=form, key_tag_prefix=prefix) for form in UidForm for prefix in ("K", "", "锁")]
    seen = set()
    for number in range(READINGS):
        text, how = nonsense.reading(), settings[number % len(settings)]
        found = understand(text, Origin.SCANNED if number % 2 else Origin.TYPED, how)
        seen.add(found.meaning)
        if found.meaning is Meaning.CARD:
            assert UID.fullmatch(found.value), repr(text)
        elif found.meaning in (Meaning.KEY_TAG, Meaning.KEY_SHOWN):
            assert found.value.isascii() and len(found.value) <= how.longest_key_number, repr(text)
        try:
            assert UID.fullmatch(normalise_uid(text, how.uid_form)), repr(text)
        except UidInvalid:
            pass
        _type(nonsense, text, how)
    assert seen == set(Meaning)


def _type(nonsense: Nonsense, text: str, how: WedgeSettings) -> None:
    """The same as keys: at any speed, with a clock that stands still, runs back or is 0."""
    recogniser = BurstRecogniser(how)
    at_ms = nonsense.chance.choice((0, 1, 5_000, 2**31 - 20, -40))
    for char in text[:30] + nonsense.chance.choice("\r\n\tx"):
        at_ms += nonsense.chance.choice((0, 2, 8, 20, 34, 36, 51, 400, -3))
        scan = recogniser.feed(KeyPress(at_ms, char, nonsense.chance.random() < 0.05))
        assert scan is None or len(scan.text) >= how.minimum_length


class GarbledLink:
    """A card's side of the conversation, with noise on the line."""

    def __init__(self, nonsense: Nonsense) -> None:
        self.nonsense = nonsense

    def __enter__(self) -> "GarbledLink":
        return self

    def __exit__(self, *_exception: object) -> None:
        return None

    def transmit(self, _apdu: bytes) -> bytes:
        return self.nonsense.data(
            self.nonsense.chance.choice((bytes.fromhex("04A1B2C39000"), b"\x6c\x07", b"\x90\x00"))
        )


class GarbledContext:
    """The card service as far as a reader's place uses it."""

    def __init__(self, nonsense: Nonsense) -> None:
        self.nonsense = nonsense

    def look(self, reader: str) -> Status:
        raw = self.nonsense.chance.choice((0x10022, 0x10022, 0x10222, 0x20022, 0xFFFFFFFF, 0, 0x10010))
        return Status(reader, raw, self.nonsense.data(ATR_OF_A_CLASSIC_CARD))

    def connect(self, _reader: str) -> GarbledLink:
        return GarbledLink(self.nonsense)


@pytest.mark.timeout(often(60, 1_800))
def test_garbled_cards_are_unreadable_or_unknown() -> None:  # fault table 17
    nonsense = Nonsense(4)
    kinds = set()
    for _ in range(ANSWERS):
        kinds.add(kind_of(nonsense.data(ATR_OF_A_CLASSIC_CARD)))
        told: list[ReaderEvent] = []
        place = ReaderPlace("reader", ManualClock(MONDAY_MORNING), told.append, lambda _seconds: False)
        garbled: Any = GarbledContext(nonsense)
        place.see(garbled, garbled.look("reader"))
        for event in told:
            assert isinstance(event, CardPresented | CardUnreadable)
            assert not isinstance(event, CardPresented) or UID.fullmatch(event.uid)
    assert {CardKind.MIFARE_CLASSIC_1K, CardKind.UNKNOWN} <= kinds


def test_settings_that_cant_be_read_are_said(tmp_path: Path) -> None:  # fault table 17
    nonsense = Nonsense(5)
    path = tmp_path / "frontdesk.toml"
    right = tomli_w.dumps(asdict(MachineSettings())).encode()
    worst = [
        b"counter = " + b"[" * 5_000,
        b"auto_lock_s = " + b"9" * 5_000,
        b"counter = 2026-13-45",
        b"\xff\xfe",
        b"\0",
    ]
    read = 0
    for number in range(FILES):
        path.write_bytes(worst[number] if number < len(worst) else _bent(nonsense, right))
        try:
            found = load_settings(tmp_path)
        except SettingsUnreadable as refusal:
            assert refusal.data["reason"] is not None
            continue
        read += 1
        assert found.language in ("zh", "en") and 60 <= found.auto_lock_s <= 120
        for printer in found.printers:
            printer_for(printer)
    assert 0 < read < FILES


def _bent(nonsense: Nonsense, right: bytes) -> bytes:
    """The settings with bytes changed, or one of them given a strange value."""
    if nonsense.chance.random() < 0.5:
        return nonsense.data(right)
    values = asdict(MachineSettings())
    name = nonsense.chance.choice(sorted(values))
    text = nonsense.text().encode("utf-8", "ignore").decode()
    values[name] = nonsense.chance.choice((text, -1, 2**62, True, 0.5, [text], {"x": 1}))
    return tomli_w.dumps(values).encode()


def test_no_bank_card_number_is_stored_however_it_is_written() -> None:  # promise 9
    nonsense = Nonsense(6)
    words = ("", "卡 ", "1 ", "no.", "2 x ", "王小明 ", "(", "20261123 ")
    for _ in range(CARDS):
        text = (
            nonsense.chance.choice(words) + nonsense.bank_card() + nonsense.chance.choice(("", "。", " 5", ") ", " 元"))
        )
        assert contains_card_number(text), text
        with pytest.raises(FrontdeskError):
            field(text, 200)


@pytest.mark.parametrize(
    "text", ["13812345678", "2026-11-23 09:15", "1-20261123-0042", "4111111111111112", "021-5555 6666", "1" * 40]
)
def test_other_numbers_are_taken(text: str) -> None:
    assert not contains_card_number(text)
