"""Another key: before it goes out, or in exchange for the one somebody has."""

import uuid
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.core.money import yuan_sign
from frontdesk.keys.board import Cell
from frontdesk.keys.errors import KeyNotAtHome, KeyNotUsable, KeyUnknown
from frontdesk.ui.desk import Desk
from frontdesk.ui.dialogs import Dialog
from frontdesk.ui.widgets import FieldRow, TextEdit, named, required_text
from frontdesk.visits.decide import Decision
from frontdesk.visits.swap_key import SwapRequest, swap_key


class ChangeKeyDialog(Dialog):
    """Type or scan a key's number. Its ``result_value`` is the code, or what ``swap_key`` gave."""

    def __init__(
        self, desk: Desk, found: Decision, cell_of: Callable[[str], Cell | None], fee_fen: int, parent: QWidget
    ) -> None:
        swapping = found.going is not None
        title = "reception.swap.title" if swapping else "reception.change.title"
        super().__init__(
            desk,
            "reception.change",
            t(title, key=found.key_code, name=found.name),
            confirm=t("reception.swap.do" if swapping else "reception.change.do"),
            note=t("reception.swap.note") if swapping else t("reception.change.note"),
            parent=parent,
        )
        self._found = found
        self._cell_of = cell_of
        self._request_key = uuid.uuid4().hex
        self._asked: tuple[str, int] | None = None
        self.code = FieldRow(t("keys.number"), TextEdit("reception.change.code", t("keys.number"), limit=64))
        self.body.addWidget(self.code)
        self.lost = named(QCheckBox(t("reception.swap.lost", amount=yuan_sign(fee_fen))), "reception.change.lost")
        self.lost.setAccessibleName(self.lost.text())
        if not swapping:
            self.lost.hide()
        self.body.addWidget(self.lost)
        self.code.field.setFocus()

    def confirm(self) -> None:
        typed = required_text(self.code)
        if not typed:
            return
        cell = self._cell_of(typed)
        problem = _problem(typed, cell)
        if problem is not None or cell is None:
            self.code.set_error(problem)
            return
        if self._found.going is None:
            self.result_value = cell.code
            self.accept()
            return
        asked = (cell.code, int(self.lost.isChecked()))
        if self._asked not in (None, asked):
            # Another choice after a refusal is another intent.
            self._request_key = uuid.uuid4().hex
        self._asked = asked
        request = SwapRequest(self._request_key, self._found.going.visit_id, *asked)
        self.work(swap_key, self.desk.store, self.desk.signed_in(), request)

    def worked(self, result: Any) -> None:
        super().worked(result)


def _problem(typed: str, cell: Cell | None) -> FrontdeskError | None:
    if cell is None:
        return KeyUnknown(code=typed[:24])
    if cell.state != "normal":
        return KeyNotUsable(code=cell.code, state=cell.state)
    if not cell.is_free:
        return KeyNotAtHome(code=cell.code, holder=cell.holder)
    return None
