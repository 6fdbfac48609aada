"""Working out how a keyboard reader writes from a known card."""

import pytest

from frontdesk.core.device_settings import WedgeReaderSettings
from frontdesk.devices.readers.known_card import Writing, clash, still_possible, writings
from frontdesk.devices.readers.uid_form import UidForm
from frontdesk.devices.readers.wedge import Meaning, Origin, WedgeSettings, understand

UID, LONG, MIRRORED = "04A1B2C3", "04112233445566", "A1B2B2A1"


@pytest.mark.parametrize(
    ("text", "uid", "found"),
    [
        ("04a1b2c3", UID, Writing("", "", UidForm.HEX, 0)),
        ("C3B2A104", UID, Writing("", "", UidForm.HEX_REVERSED, 0)),
        (";04112233445566?", LONG, Writing(";", "?", UidForm.HEX, 0)),
        ("CARD66554433221104", LONG, Writing("CARD", "", UidForm.HEX_REVERSED, 0)),
        ("0077705923", UID, Writing("", "", UidForm.DECIMAL, 10)),
        ("ID77705923#", UID, Writing("ID", "#", UidForm.DECIMAL, 0)),
        ("3283263748", UID, Writing("", "", UidForm.DECIMAL_REVERSED, 10)),
    ],
)
def test_one_card_tells_prefix_suffix_form_and_length(text: str, uid: str, found: Writing) -> None:
    assert writings(text, uid) == (found,)
    settings = WedgeSettings(uid_form=UidForm.HEX_REVERSED, readers=(found.named("Door"),))
    said = understand(text, Origin.SCANNED, settings)
    assert uid in (said.value, said.possible_uid)


def test_another_card_is_told() -> None:
    assert writings("04A1B2C4", UID) == ()
    assert writings("10077705923", UID) == ()  # the middle of a longer number
    assert writings("", UID) == ()


def test_a_uid_that_is_its_own_mirror_needs_a_second_card() -> None:
    first = writings("X" + MIRRORED, MIRRORED)
    assert {each.form for each in first} == {UidForm.HEX, UidForm.HEX_REVERSED}
    assert still_possible(first, writings("XC3B2A104", UID)) == (Writing("X", "", UidForm.HEX_REVERSED, 0),)
    assert still_possible(first, writings("YC3B2A104", UID)) == ()


def test_a_mark_makes_a_card_of_what_would_be_a_barcode() -> None:
    """Eight digits are more likely an article; with the reader's prefix they are surely a card."""
    marked = WedgeReaderSettings("Door", prefix="C", form="hex")
    settings = WedgeSettings(readers=(marked,))
    assert understand("C04112233", Origin.SCANNED, settings).meaning is Meaning.CARD
    assert understand("04112233", Origin.SCANNED, settings).meaning is Meaning.TEXT
    # Typed, it is looked up and nothing more; a key tag stays a key tag.
    assert understand("C04112233", Origin.TYPED, settings).meaning is Meaning.TEXT
    assert understand("K118", Origin.SCANNED, settings).meaning is Meaning.KEY_TAG


def test_two_readers_that_differ_only_in_byte_order_clash() -> None:
    kept = (WedgeReaderSettings("A", form="hex"), WedgeReaderSettings("B", prefix="B", form="hex-reversed"))
    assert clash(WedgeReaderSettings("C", form="hex-reversed"), kept, "C3B2A104") == kept[0]
    assert clash(WedgeReaderSettings("C", prefix="C", form="hex-reversed"), kept, "CC3B2A104") is None
    assert clash(WedgeReaderSettings("A", form="hex-reversed"), kept, "C3B2A104") is None
