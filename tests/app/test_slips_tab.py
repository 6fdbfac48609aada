"""The slips' tab: what is chosen is seen at once, saved together, and on the next receipt."""

import base64
import io
from pathlib import Path

import pytest
from PIL import Image as Pictures
from pytestqt.qtbot import QtBot

from frontdesk.app.devices.slip_preview import sample_receipt
from frontdesk.app.devices.slips_tab import SlipsTab
from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.devices.printers.profile import PrinterProfile
from frontdesk.printing.escpos import render
from frontdesk.printing.logo import HIGHEST_DOTS, WIDEST_DOTS, LogoUnreadable, logo_from
from frontdesk.printing.look import PARTS, SlipLook, read_look
from frontdesk.ui.desk import Desk
from tests.printing.escpos_decoder import decode
from tests.ui.conftest import desk, look, runner  # noqa: F401


@pytest.fixture
def tab(qtbot: QtBot, desk: Desk) -> SlipsTab:  # noqa: F811
    found = SlipsTab(desk)
    qtbot.addWidget(found)
    found.resize(1_270, 600)
    found.show()
    found.reload()
    qtbot.waitUntil(lambda: desk.runner.pending() == 0)
    return found


def logo(path: Path, size: tuple[int, int] = (900, 300), colour: str = "black") -> Path:
    Pictures.new("RGBA", size, colour).save(path, "PNG")
    return path


def test_what_is_chosen_is_seen_saved_and_printed(qtbot: QtBot, tab: SlipsTab, tmp_path: Path) -> None:
    before = tab.picture._image.height()
    tab.take_logo(logo(tmp_path / "logo.png"))
    tab.lines["slip.header"].setText("人民路 1 号\u202e")
    tab.lines["slip.qr"].setText("https://example.com/gym")
    tab.parts["clerk"].setChecked(False)
    tab.parts["barcode"].setChecked(True)
    qtbot.waitUntil(lambda: tab.picture._image.height() > before + HIGHEST_DOTS)
    with qtbot.waitSignal(tab.desk.changed, check_params_cb=lambda topic: topic == "policies"):
        tab.save.click()
    qtbot.waitUntil(lambda: tab.desk.runner.pending() == 0)
    with tab.desk.store.read() as connection:
        found = read_look(connection)
        assert verify(connection, derivations()).findings == ()
    assert found.header == ("人民路 1 号",) and not found.shows("clerk") and found.shows("barcode")
    with Pictures.open(io.BytesIO(found.logo)) as kept:
        assert kept.mode == "1" and kept.size == (384, 128)
    roll = decode(render(sample_receipt(found), PrinterProfile()))
    assert (roll.qr_codes, roll.barcodes) == (["https://example.com/gym"], ["1-20261123-0042"])
    assert roll.lines[0].dots == 128
    assert "刘洋" not in "".join(line.text for line in roll.lines)
    tab.save.click()  # nothing has changed: no entry in the journal
    tab.remove.click()
    assert tab._typed()["slip.logo"] == ""


def test_a_file_that_is_no_picture_is_refused_in_words(qtbot: QtBot, tab: SlipsTab, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(b"no picture")
    tab.take_logo(tmp_path / "logo.png")
    qtbot.waitUntil(tab.failure.isVisible)
    tab.take_logo(tmp_path)  # a folder
    qtbot.waitUntil(lambda: tab.desk.runner.pending() == 0)
    assert tab.failure.isVisible() and tab._logo == ""


def test_only_who_may_change_settings_may_change_slips(tab: SlipsTab, cashier: Actor) -> None:
    tab.desk.set_actor(cashier)
    tab.reload()
    assert not tab.save.isEnabled() and not tab.choose.isEnabled() and tab.note.isVisible()


def test_what_makes_it_a_receipt_cant_be_left_out() -> None:
    bare = sample_receipt(SlipLook(hidden=frozenset(PARTS)))
    text = "\n".join(line.text for line in decode(render(bare, PrinterProfile(columns=32))).lines)
    for part in ("1-20261123-0042", "2026-11-23 18:42", "11.00", "9.00", "3f2a 91bc 07de"):
        assert part in text
    assert "118" not in text and "128.50" not in text


@pytest.mark.parametrize("size", [(1, 1), (5_000, 10), (10, 5_000)])
def test_any_logo_fits_the_paper(size: tuple[int, int], tmp_path: Path) -> None:
    data = logo(tmp_path / "logo.png", size, "#00000000").read_bytes()
    with Pictures.open(io.BytesIO(base64.b64decode(logo_from(data)))) as made:
        assert made.width <= WIDEST_DOTS and made.height <= HIGHEST_DOTS
        assert made.convert("L").getextrema() == (255, 255)  # what is transparent is paper
    with pytest.raises(LogoUnreadable):
        logo_from(data[: len(data) // 2])
