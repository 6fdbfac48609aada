"""Slips survive their JSON exactly; anything else is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.printing.slip import (
    Barcode,
    Big,
    Cell,
    Columns,
    Cut,
    Feed,
    Image,
    Qr,
    Rule,
    Slip,
    SlipUnreadable,
    Text,
)

aligns = st.sampled_from(["left", "center", "right"])
sizes = st.sampled_from(["normal", "tall", "wide", "double"])
cells = st.builds(Cell, st.text(), st.integers(0, 9), st.integers(0, 48), aligns)
elements = st.one_of(
    st.builds(Text, st.text(), aligns, st.booleans(), sizes),
    st.builds(Columns, st.lists(cells, min_size=1, max_size=4).map(tuple), st.booleans(), sizes),
    st.builds(Rule, st.sampled_from(["line", "dashes", "double"])),
    st.builds(Big, st.text(), aligns),
    st.builds(Qr, st.text(), st.integers(1, 16)),
    st.builds(Barcode, st.text(), st.integers(24, 255)),
    st.builds(Image, st.binary(max_size=64)),
    st.builds(Feed, st.integers(0, 255)),
    st.just(Cut()),
)
slips = st.lists(elements, max_size=8).map(lambda lines: Slip(tuple(lines)))


@given(slips)
def test_json_round_trip(slip: Slip) -> None:
    assert Slip.from_json(slip.to_json()) == slip


def test_a_lone_surrogate_can_still_be_stored() -> None:
    text = Slip((Text("坏\ud800字"),)).to_json()
    text.encode()  # no database takes it otherwise
    assert Slip.from_json(text).lines == (Text("坏\ud800字"),)


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[]",
        "null",
        '{"version":2,"lines":[]}',
        '{"version":1}',
        '{"version":1,"lines":[{"kind":"fax"}]}',
        '{"version":1,"lines":[{"kind":"text"}]}',
        '{"version":1,"lines":[{"kind":"text","text":7}]}',
        '{"version":1,"lines":[{"kind":"text","text":"x","align":"up"}]}',
        '{"version":1,"lines":[{"kind":"text","text":"x","colour":"red"}]}',
        '{"version":1,"lines":[{"kind":"feed","lines":"3"}]}',
        '{"version":1,"lines":[{"kind":"image","png":"*"}]}',
    ],
)
def test_what_is_not_a_slip_is_refused(stored: str) -> None:
    with pytest.raises(SlipUnreadable):
        Slip.from_json(stored)
