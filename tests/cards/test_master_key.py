"""The cards' master key: made once, never in the database, on paper and back from there."""

import io
import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from pyzbar.pyzbar import decode

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.cards.dialogs.master_key import MasterKeyDialog
from frontdesk.cards.errors import MasterKeyDigitsWrong, MasterKeyMissing, MasterKeyOther
from frontdesk.cards.master_key import (
    SECRET,
    MasterKeyRequest,
    fingerprint_typed,
    key_state,
    keys_here,
    make_master_key,
    restore_master_key,
    show_master_key,
)
from frontdesk.cards.recovery_sheet import recovery_pdf, recovery_slip, sheet_of
from frontdesk.core.actor import Actor
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.i18n import LANGUAGES
from frontdesk.devices.tokens.recovery import sheet_groups
from frontdesk.printing.picture import render_png
from frontdesk.staff.rights import RightMissing
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from frontdesk.ui.desk import Desk
from tests.ui.clipping import find_clipped_text, find_small_targets, find_unnamed


def ask(fingerprint: str = "") -> MasterKeyRequest:
    return MasterKeyRequest(uuid.uuid4().hex, fingerprint)


@pytest.fixture
def groups(store: Store, actor: Actor) -> tuple[str, ...]:
    make_master_key(store, actor, ask())
    return show_master_key(store, actor, ask())


@pytest.fixture
def second(store: Store, tmp_path: Path) -> Store:
    """The same database at a counter with a keyring of its own."""
    return Store(store.url, store.clock, FileSecrets(tmp_path / "second"))


def test_the_key_is_made_once_and_is_not_in_the_database(store: Store, actor: Actor, groups: tuple[str, ...]) -> None:
    key = store.secrets.read(SECRET)
    assert key is not None
    first = make_master_key(store, actor, ask())
    assert make_master_key(store, actor, ask()) == first
    assert store.secrets.read(SECRET) == key
    assert store.path is not None
    stored = b"".join(path.read_bytes() for path in store.path.parent.glob("frontdesk.db*"))
    assert first.fingerprint.encode() in stored
    for trace in (key, key.hex().encode(), key.hex().upper().encode(), groups[0].encode(), "".join(groups).encode()):
        assert trace not in stored
    with store.read() as connection:
        assert verify(connection, derivations()).findings == ()


def test_another_counter_gets_the_key_from_the_sheet_only(
    second: Store, actor: Actor, manager: Actor, groups: tuple[str, ...]
) -> None:
    for refused in (lambda: keys_here(second), lambda: make_master_key(second, actor, ask())):
        with pytest.raises(MasterKeyMissing):
            refused()
    assert not key_state(second).here
    wrong = (groups[0][:-1] + str((int(groups[0][-1]) + 1) % 10), *groups[1:])
    with pytest.raises(MasterKeyDigitsWrong) as digits:
        fingerprint_typed(wrong)
    assert digits.value.data["groups"] == "1"
    other = sheet_groups(bytes(range(32)))
    with pytest.raises(MasterKeyOther):
        restore_master_key(second, actor, ask(fingerprint_typed(other)), other)
    mark = fingerprint_typed(groups)
    with pytest.raises(RightMissing):
        restore_master_key(second, manager, ask(mark), groups)
    assert second.secrets.read(SECRET) is None
    restore_master_key(second, actor, ask(mark), groups)
    assert key_state(second).here
    found = keys_here(second)
    assert found is not None and found.fingerprint == mark
    second.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_can_be_read_from_paper(store: Store, actor: Actor, groups: tuple[str, ...], language: str) -> None:
    sheet = sheet_of(groups, fingerprint_typed(groups), "青年健身", actor, store.clock)
    for columns in (32, 48):
        picture = Image.open(io.BytesIO(render_png(recovery_slip(sheet, language), columns)))
        assert [code.data.decode() for code in decode(picture)] == ["".join(groups)]
    pages = PdfReader(io.BytesIO(recovery_pdf(sheet, language))).pages
    text = "".join(page.extract_text() for page in pages).replace(" ", "")
    assert len(pages) == 1
    assert all(f"{place}.{group}" in text for place, group in enumerate(groups, 1))


def test_the_form_takes_typed_and_scanned_digits(
    desk: Desk, second: Store, groups: tuple[str, ...], qtbot: QtBot
) -> None:
    desk.store = second
    form = MasterKeyDialog(desk, None)  # type: ignore[arg-type]
    qtbot.addWidget(form)
    form.open()
    qtbot.waitUntil(lambda: form.state.kind() == "bad")
    assert [*find_clipped_text(form), *find_unnamed(form), *find_small_targets(form)] == []
    form.groups[0].setFocus()
    for digit in groups[0] + groups[1][:5] + str((int(groups[1][5]) + 1) % 10):
        QTest.keyClick(form.focusWidget(), digit)
    assert form.groups[0].text() == groups[0]
    assert form.groups[1].property("wrong")
    assert form.focusWidget() is form.groups[1]
    assert not form.confirm_button.isEnabled()
    form.groups[0].setFocus()
    form.handle_scan("".join(groups))
    assert tuple(edit.text() for edit in form.groups) == groups
    assert form.confirm_button.isEnabled()
    QTest.keyClick(form, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.result() == 1, timeout=5000)
    assert key_state(second).here
    second.close()


def test_the_page_is_kept_where_only_its_owner_reads_it(desk: Desk, store: Store, tmp_path: Path, qtbot: QtBot) -> None:
    form = MasterKeyDialog(desk, None)  # type: ignore[arg-type]
    qtbot.addWidget(form)
    form.open()
    form.save_to(str(tmp_path / "sheet.pdf"))
    qtbot.waitUntil(lambda: form.state.kind() == "ok", timeout=10_000)
    assert (tmp_path / "sheet.pdf").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    desk.set_actor(replace(desk.signed_in(), role="cashier"))
    other = MasterKeyDialog(desk, None)  # type: ignore[arg-type]
    qtbot.addWidget(other)
    assert not other.save.isEnabled()
    assert not other.groups[0].isEnabled()


@pytest.mark.parametrize(("kind", "offered"), [("screen", False), ("file", False), ("network", True)])
def test_the_sheet_is_printed_onto_paper_only(desk: Desk, qtbot: QtBot, kind: str, offered: bool) -> None:
    desk.settings = replace(desk.settings, printers=(PrinterSettings("receipt", kind, "127.0.0.1:9"),))
    form = MasterKeyDialog(desk, None)  # type: ignore[arg-type]
    qtbot.addWidget(form)
    assert form.print.isEnabled() == offered
