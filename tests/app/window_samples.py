"""A window with sample pages for tests and for eyes: ``python -m tests.app.window_samples DIR`` saves pictures."""

import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from frontdesk.app.window.main_window import MainWindow
from frontdesk.app.window.model import Colleague, DeskStatus, DeviceState, Hooks, NextStep, SearchRow
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import set_language, t
from frontdesk.core.settings import MachineSettings
from frontdesk.store.secrets import FileSecrets
from frontdesk.store.store import Store
from frontdesk.ui import theme
from frontdesk.ui.desk import Desk
from frontdesk.ui.page import Page, PageSpec
from frontdesk.ui.runner import BackgroundRunner
from frontdesk.ui.widgets import Button, Card, EmptyState, TextEdit, row

LIU = Actor(2, "刘洋", "cashier", "1")
OWNER = Actor(1, "周店长", "owner", "1")
WANG = SearchRow("王小明", "M000118 · 年卡 · 138****8888", "118", "user", "members", {"person_id": 118})


class Refused(FrontdeskError):
    """Wrong password."""

    code = "ui.cancelled"


class SamplePage(Page):
    """A page that remembers what it was given."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards: list[object] = []
        self.scans: list[str] = []
        self.activated: list[dict[str, Any]] = []
        self.pressed = 0
        self.takes = True
        self.approvals: list[int] = []
        self.edit = TextEdit(f"{self.key}.note", "Note")
        self.button = Button("OK", f"{self.key}.ok", kind="primary", shortcut="Enter")
        self.button.clicked.connect(self._press)
        self.set_obvious(self.button)
        card = Card()
        card.add_header(t(f"ui.area.{self.key}"))
        card.body.addWidget(EmptyState("empty-desk", t(f"ui.area.{self.key}"), self.button))
        card.body.addWidget(self.edit)
        layout = row(card)
        layout.setContentsMargins(10, 10, 10, 10)
        self.setLayout(layout)

    def approved(self, approval: int) -> None:
        """A second person agreed."""
        self.approvals.append(approval)

    def _press(self) -> None:
        self.pressed += 1

    def activate(self, **args: Any) -> None:
        self.activated.append(args)

    def handle_card(self, card: object) -> bool:
        if self.takes:
            self.cards.append(card)
        return self.takes

    def handle_scan(self, text: str) -> bool:
        if self.takes:
            self.scans.append(text)
        return self.takes

    def carry(self) -> dict[str, Any]:
        return {"note": self.edit.text()}

    def restore(self, state: dict[str, Any]) -> None:
        self.edit.setText(state["note"])


def spec(key: str) -> PageSpec:
    """A sample page for an area."""

    class Sample(SamplePage):
        pass

    Sample.key = key
    Sample.icon = key
    return PageSpec(key, key, Sample)


ALL = ("reception", "members", "cashier", "keys", "cards", "visitors", "service", "property", "reports", "handover")


class Answers:
    """Written answers for the window's hooks; keeps what it was asked."""

    people: ClassVar[tuple[Colleague, ...]] = (
        Colleague(2, "liuyang", "刘洋", "cashier", True),
        Colleague(1, "zhou", "周店长", "owner", True),
        Colleague(3, "zhangqian", "张倩", "shift_lead", True),
    )

    def __init__(self) -> None:
        self.searched: list[str] = []
        self.remembered: list[tuple[str, str]] = []
        self.status_now = DeskStatus("2026-11-23", "早班", 4, 0, ())
        self.left: list[Actor] = []

    def hooks(self) -> Hooks:
        """For the window."""
        return Hooks(
            sign_in=self.sign_in,
            switch_by_pin=self.switch,
            colleagues=self.colleagues,
            search=self.search,
            status=self.status,
            remember=self.remember,
            locked=self.left.append,
        )

    def sign_in(self, username: str, password: str) -> Actor:
        if password != "right":
            raise Refused()
        return OWNER if username == "zhou" else LIU

    def switch(self, username: str, pin: str) -> Actor:
        return self.sign_in(username, "right" if pin == "2468" else "")

    def colleagues(self) -> Sequence[Colleague]:
        return self.people

    def search(self, text: str) -> Sequence[SearchRow]:
        self.searched.append(text)
        if text.startswith("x"):
            return []
        return [
            WANG,
            SearchRow("王晓敏", "M000204 · 次卡 余 7 · 139****0121", "", "user"),
            SearchRow("118", "男宾区 · 已发给 王小明", "14:02", "keys", "keys"),
        ]

    def status(self) -> DeskStatus:
        return self.status_now

    def remember(self, what: str, value: str) -> None:
        self.remembered.append((what, value))


DEVICES = (
    DeviceState("reader", "ok"),
    DeviceState("printer", "warn", "纸将尽", "打印机报告纸快用完了。", "换一卷 80 mm 的纸，盖好上盖。"),
    DeviceState("drawer", "ok"),
    DeviceState("network", "bad", "断开", "连不上打印机 192.168.1.50。", "检查网线，再按“重新检查”。"),
)


def main(folder: Path) -> None:
    """Pictures of the window."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    data = Path(tempfile.mkdtemp())
    clock = ManualClock(datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
    runner = BackgroundRunner()
    store = Store(f"sqlite:///{data / 'x.db'}", clock, FileSecrets(data))
    answers = Answers()
    answers.status_now = DeskStatus(
        "2026-11-23", "早班", 4, 2, (NextStep("a", "16:30", "物品领取上报", True), NextStep("b", "18:00", "空调开启"))
    )

    def wait(milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    for number, (name, language) in enumerate((("light", "zh"), ("dark", "en"))):
        theme.apply("light" if name == "light" else "dark")
        set_language("zh" if language == "zh" else "en")
        desk = Desk(store, MachineSettings(), runner)
        window = MainWindow(desk, [*(spec(key) for key in ALL), spec("settings")], answers.hooks())
        window.show()
        window.activateWindow()
        wait(400)
        window.grab().save(str(folder / f"{number}-lock-{name}.png"))
        window.lock_view.ask_password()
        wait(100)
        window.grab().save(str(folder / f"{number}-sign-in-{name}.png"))
        window.lock_view.unlocked.emit(LIU)
        window.show_devices(DEVICES)
        wait(300)
        window.grab().save(str(folder / f"{number}-window-{name}.png"))
        window.shell.top.search.setText("wxm")
        wait(300)
        desk.toast("已打印小票 1-20261123-0042", "ok")
        desk.toast("打印机缺纸，小票在等候", "warn")
        wait(200)
        window.grab().save(str(folder / f"{number}-search-{name}.png"))
        window.shell.top.search.clear()
        window.shell.top.devices.chip("printer").click()
        wait(200)
        window.grab().save(str(folder / f"{number}-device-{name}.png"))
        window.show_help()
        wait(300)
        app.primaryScreen().grabWindow(0).copy(0, 0, 1400, 800).save(str(folder / f"{number}-help-{name}.png"))
        window.close()
        window.deleteLater()
        wait(50)
    runner.shutdown()
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
