"""The place in Settings from which practice begins, and in practice the way out (K01)."""

from pathlib import Path

from PySide6.QtCore import Slot

from frontdesk.app.place import Place
from frontdesk.app.training.errors import PracticeOpen
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import error_text, t
from frontdesk.ui.desk import Desk
from frontdesk.ui.runner import InternalFault, Job
from frontdesk.ui.widgets import Banner, Button, Card, Label, row


class PracticeCard(Card):
    """Anybody who works here may practise."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__()
        self.desk = desk
        self._place = Place(folder, desk.store.url, desk.settings)
        self._job: Job | None = None
        inside = desk.settings.training
        self.note = Label(
            t("training.card.inside") if inside else t("training.card.note"),
            tone="muted",
            wrap=True,
            name="training.note",
        )
        self.open = Button(t("training.open"), "training.open", kind="primary", icon="play")
        self.afresh = Button(t("training.afresh"), "training.afresh", icon="refresh")
        self.delete = Button(t("training.delete"), "training.delete", kind="quiet", icon="trash")
        self.leave = Button(t("training.leave"), "training.leave", kind="primary", icon="arrow-out")
        self.said = Banner("training.said", "info")
        self.said.hide()
        self.open.clicked.connect(self._open)
        self.afresh.clicked.connect(self._afresh)
        self.delete.clicked.connect(self._delete)
        self.leave.clicked.connect(self._leave)
        self.leave.setVisible(inside)
        for button in (self.open, self.afresh, self.delete):
            button.setVisible(not inside)
        self.add_header(t("training.card"))
        self.body.addWidget(self.note)
        self.body.addLayout(row(self.open, self.afresh, self.leave, None, self.delete))
        self.body.addWidget(self.said)

    def reload(self) -> None:
        """See whether there is a copy."""
        if not self.desk.settings.training and self._job is None:
            from frontdesk.app.training.practice import is_made

            self._show(is_made(self._place))

    def _show(self, made: bool) -> None:
        self.open.set_words(t("training.continue") if made else t("training.open"))
        self.afresh.setVisible(made)
        self.delete.setVisible(made)

    @Slot()
    def _open(self) -> None:
        from frontdesk.app.training.practice import is_made

        if is_made(self._place):
            self._open_window()
        else:
            self._afresh()

    @Slot()
    def _afresh(self) -> None:
        from frontdesk.app.training.practice import make_copy

        self._busy(True)
        self.said.show_state("info", t("training.copying"))
        self.said.show()
        self._job = self.desk.run(
            make_copy,
            self._place,
            then=self._made,
            failed=self._failed,
            progress=self._advanced,
            lane="long",
        )

    @Slot(int, int)
    def _advanced(self, done: int, total: int) -> None:
        self.said.show_state("info", t("training.copying"), f"{done * 100 // max(1, total)} %")

    @Slot(object)
    def _made(self, _place: object) -> None:
        self._busy(False)
        self._open_window()
        self.reload()

    def _open_window(self) -> None:
        from frontdesk.app.training.practice import is_open, open_window

        if is_open(self._place):
            self.said.show_state("info", *error_text(PracticeOpen()))
        elif open_window(self._place):
            self.said.show_state("ok", t("training.opened"))
        else:
            self.said.show_state("bad", t("training.not_opened"), t("training.not_opened.do"))
        self.said.show()

    @Slot()
    def _delete(self) -> None:
        from frontdesk.app.training.practice import delete_copy

        self._busy(True)
        self._job = self.desk.run(delete_copy, self._place, then=self._deleted, failed=self._failed, lane="long")

    @Slot(object)
    def _deleted(self, _nothing: object) -> None:
        self._busy(False)
        self.said.show_state("ok", t("training.deleted"))
        self.said.show()
        self.reload()

    @Slot(object)
    def _failed(self, error: FrontdeskError) -> None:
        self._busy(False)
        if not isinstance(error, InternalFault):
            self.said.show_state("bad", *error_text(error))
            self.said.show()
        self.reload()

    def _busy(self, busy: bool) -> None:
        for button in (self.open, self.afresh, self.delete):
            button.setEnabled(not busy)
        if not busy:
            self._job = None

    @Slot()
    def _leave(self) -> None:
        self.window().close()
