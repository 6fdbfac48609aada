"""Scans told from typing by time alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.devices.readers.uid_form import UidForm, UidInvalid, normalise_uid
from frontdesk.devices.readers.wedge import (
    BurstRecogniser,
    Hold,
    KeyHold,
    KeyPress,
    Meaning,
    Origin,
    Scan,
    WedgeSettings,
    understand,
)


def keys(text: str, gap_ms: int, start_ms: int = 1000) -> list[KeyPress]:
    return [KeyPress(start_ms + place * gap_ms, character) for place, character in enumerate(text)]


def scans(presses: list[KeyPress], settings: WedgeSettings | None = None) -> list[str]:
    recogniser = BurstRecogniser(settings or WedgeSettings())
    return [scan.text for scan in map(recogniser.feed, presses) if scan is not None]


@pytest.mark.parametrize("gap_ms", [1, 8, 20, 35])
@pytest.mark.parametrize("end", ["\r", "\t"])
def test_quick_characters_with_an_ending_are_a_scan(gap_ms: int, end: str) -> None:
    assert scans(keys("6901234567892" + end, gap_ms)) == ["6901234567892"]


@pytest.mark.parametrize("gap_ms", [36, 60, 120])
def test_slower_characters_are_typing(gap_ms: int) -> None:
    assert scans(keys("6901234567892\r", gap_ms)) == []


def test_a_short_number_is_typing_however_quick() -> None:
    assert scans(keys("118\r", 5)) == []


def test_a_prefixed_key_tag_is_a_scan() -> None:  # G08
    assert scans(keys("K118\r", 12)) == ["K118"]


def test_a_burst_without_an_ending_is_no_scan() -> None:
    assert scans(keys("6901234567892", 5)) == []


def test_an_ending_that_comes_late_is_a_person_pressing_enter() -> None:
    assert scans([*keys("3000", 10), KeyPress(1200, "\r")]) == []


def test_what_was_typed_before_a_scan_is_not_part_of_it() -> None:
    assert scans(keys("wa", 130) + keys("K118\r", 8, start_ms=1330)) == ["K118"]


def test_a_key_held_down_is_no_scan() -> None:
    presses = [KeyPress(1000 + 30 * place, "0", repeated=place > 0) for place in range(8)]
    assert scans([*presses, KeyPress(1240, "\r")]) == []


def test_one_slow_gap_within_the_limit_is_forgiven() -> None:
    presses = keys("690123", 5) + keys("4567892\r", 5, start_ms=1025 + 48)
    assert scans(presses) == ["6901234567892"]


def test_events_without_a_time_are_typing() -> None:
    assert scans([KeyPress(0, character) for character in "K118000\r"]) == []


def test_a_clock_that_runs_backwards_ends_the_run() -> None:
    assert scans([*keys("6901", 5), *keys("23\r", 5, start_ms=500)]) == []


@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from("ab1\r\t")), max_size=60))
def test_a_scan_always_keeps_the_rule(steps: list[tuple[int, str]]) -> None:
    recogniser, at_ms, run = BurstRecogniser(), 1000, [0]
    run.clear()
    for gap_ms, character in steps:
        at_ms += gap_ms
        scan = recogniser.feed(KeyPress(at_ms, character))
        if run and at_ms - run[-1] > 50:
            run.clear()
        if scan is not None:
            assert len(scan.text) == len(run) >= 4
            assert at_ms - run[0] <= 35 * len(run)
        run = [] if character in "\r\t" else [*run, at_ms]


class Field:
    """A field behind a hold, and what reached it."""

    def __init__(self) -> None:
        self.text = ""
        self.hold = KeyHold[str](BurstRecogniser(), self.take)

    def take(self, character: str) -> None:
        self.text += character

    def press(self, press: KeyPress) -> Scan | Hold:
        outcome = self.hold.press(press, press.character)
        if outcome is Hold.PASSED:
            self.take(press.character)
        if isinstance(outcome, Scan):
            self.hold.drop()
        return outcome


def test_a_scan_never_reaches_a_field_that_holds() -> None:  # K01
    field = Field()
    outcomes = [field.press(press) for press in keys("6901234567892\r", 8)]
    assert outcomes[-1] == Scan("6901234567892")
    assert field.text == ""


def test_typing_reaches_a_field_that_holds_complete_and_in_order() -> None:
    field = Field()
    for press in keys("300", 40):
        field.press(press)
    field.press(KeyPress(1500, "\r"))
    assert field.text == "300\r"


def test_the_last_digit_is_in_the_field_before_a_quick_enter() -> None:
    field = Field()
    for press in keys("30\r", 30):
        field.press(press)
    assert field.text == "30\r"


@given(st.lists(st.tuples(st.integers(1, 120), st.sampled_from("0123.\r")), max_size=40))
def test_holding_loses_and_doubles_nothing(steps: list[tuple[int, str]]) -> None:
    field, at_ms, expected = Field(), 1000, ""
    for gap_ms, character in steps:
        at_ms += gap_ms
        outcome = field.press(KeyPress(at_ms, character))
        expected += character
        if isinstance(outcome, Scan):
            expected = expected[: -len(outcome.text) - 1]
    field.hold.let_go()
    assert field.text == expected


@pytest.mark.parametrize(
    ("text", "form", "uid"),
    [
        ("04A1B2C3", UidForm.HEX, "04A1B2C3"),
        ("04:a1:b2:c3", UidForm.HEX, "04A1B2C3"),
        ("C3B2A104", UidForm.HEX_REVERSED, "04A1B2C3"),
        ("0077705923", UidForm.DECIMAL, "04A1B2C3"),
        ("3283263748", UidForm.DECIMAL_REVERSED, "04A1B2C3"),
        ("04112233445566", UidForm.HEX, "04112233445566"),
        ("66554433221104", UidForm.HEX_REVERSED, "04112233445566"),
        ("04112233445566778899", UidForm.HEX, "04112233445566778899"),
    ],
)
def test_every_way_of_writing_a_uid_comes_to_the_books_own(text: str, form: UidForm, uid: str) -> None:
    assert normalise_uid(text, form) == uid


@pytest.mark.parametrize("text", ["", "04A1B2", "04A1B2CG", "4294967296x", "04A1B2C3D4", "０４Ａ１Ｂ２Ｃ３", "王"])
def test_what_is_no_uid_is_refused(text: str) -> None:
    with pytest.raises(UidInvalid):
        normalise_uid(text)


def test_a_decimal_number_above_four_bytes_is_refused() -> None:
    with pytest.raises(UidInvalid):
        normalise_uid("4294967296", UidForm.DECIMAL)


@given(st.binary(min_size=4, max_size=4).filter(any), st.sampled_from(list(UidForm)))
def test_what_a_reader_of_each_form_writes_is_the_card(uid: bytes, form: UidForm) -> None:
    data = uid[::-1] if form in (UidForm.HEX_REVERSED, UidForm.DECIMAL_REVERSED) else uid
    decimal = form in (UidForm.DECIMAL, UidForm.DECIMAL_REVERSED)
    text = f"{int.from_bytes(data, 'big'):010d}" if decimal else data.hex()
    assert normalise_uid(text, form) == uid.hex().upper()


@pytest.mark.parametrize(
    ("text", "origin", "meaning", "value"),
    [
        ("K118", Origin.SCANNED, Meaning.KEY_TAG, "118"),
        ("k118", Origin.TYPED, Meaning.KEY_TAG, "118"),
        ("118", Origin.TYPED, Meaning.KEY_SHOWN, "118"),
        ("118", Origin.SCANNED, Meaning.KEY_SHOWN, "118"),
        ("04a1b2c3", Origin.SCANNED, Meaning.CARD, "04A1B2C3"),
        ("04a1b2c3", Origin.TYPED, Meaning.TEXT, "04a1b2c3"),
        ("6901234567892", Origin.SCANNED, Meaning.TEXT, "6901234567892"),
        ("Karl", Origin.TYPED, Meaning.TEXT, "Karl"),
        ("13800138000", Origin.TYPED, Meaning.TEXT, "13800138000"),
    ],
)
def test_what_a_text_means(text: str, origin: Origin, meaning: Meaning, value: str) -> None:  # G08
    understood = understand(text, origin, WedgeSettings())
    assert (understood.meaning, understood.value) == (meaning, value)


def test_a_bare_number_never_counts_as_a_key_in_the_hand() -> None:
    for settings in (WedgeSettings(), WedgeSettings(key_tag_prefix="")):
        assert understand("118", Origin.SCANNED, settings).meaning is Meaning.KEY_SHOWN


def test_eight_digits_may_be_a_barcode_or_a_uid() -> None:
    understood = understand("12345670", Origin.SCANNED, WedgeSettings())
    assert (understood.meaning, understood.possible_uid) == (Meaning.TEXT, "12345670")


def test_ten_digits_from_a_decimal_reader_are_a_card() -> None:
    settings = WedgeSettings(uid_form=UidForm.DECIMAL_REVERSED)
    assert understand("3283263748", Origin.SCANNED, settings).value == "04A1B2C3"
