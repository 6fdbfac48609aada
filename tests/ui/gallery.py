"""Every widget of the kit on one sheet: for eyes, and for the tests that look for clipped words and lost names.

``python -m tests.ui.gallery DIR`` saves a picture in both themes and languages.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QGridLayout, QWidget

from frontdesk.core.i18n import set_language
from frontdesk.ui import icons, theme
from frontdesk.ui.widgets import (
    AmountEdit,
    Banner,
    Button,
    Card,
    Chip,
    Column,
    CountEdit,
    DataTable,
    EmptyState,
    FieldRow,
    Figure,
    IconButton,
    IconLabel,
    KeyValue,
    Label,
    MoneyLabel,
    PasswordEdit,
    PhotoView,
    PrivacyText,
    SearchBox,
    SegmentedTabs,
    Stepper,
    Tab,
    TextEdit,
    TileButton,
    column,
    named,
    row,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sample table."""

    name: str
    price: str
    count: str
    total: str


def build() -> QWidget:
    """The sheet."""
    sheet = QWidget()
    sheet.setObjectName("gallery")
    sheet.setProperty("surface", "background")
    grid = QGridLayout(sheet)
    grid.setContentsMargins(10, 10, 10, 10)
    grid.setSpacing(10)
    grid.addWidget(_person(), 0, 0)
    grid.addWidget(_buttons(), 1, 0)
    grid.addWidget(_middle(), 0, 1)
    grid.addWidget(_fields(), 1, 1)
    grid.addWidget(_money(), 0, 2)
    grid.addWidget(_icons(), 1, 2)
    for number, share in enumerate((38, 50, 44)):
        grid.setColumnStretch(number, share)
    return sheet


def _person() -> QWidget:
    card = Card()
    photo = PhotoView("gallery.photo")
    photo.set_person("王小明", None)
    words = column(
        Label("王小明", "name"), Label("M000118 · 卡号 1011", "note"), Chip("年卡 Annual", "primary"), None, spacing=4
    )
    card.body.addLayout(row(photo, words, spacing=14))
    card.body.addWidget(
        Banner("gallery.ok", "ok", "可以入场 Welcome", "年卡 · 有效至 2027-03-15 · 全馆全时段", big=True)
    )
    card.body.addWidget(Banner("gallery.warn", "warn", "快到期", "还剩 3 天", "可在此续卡"))
    card.body.addWidget(Banner("gallery.bad", "bad", "不能入场 Refused", "合同已于 11 月 20 日到期", "收银台续费 F4"))
    card.body.addWidget(Banner("gallery.info", "info", "手牌 118 已发出"))
    facts = KeyValue("gallery.facts")
    secret = PrivacyText("gallery.balance", "储值余额")
    secret.set_secret("¥1,280.00")
    facts.set_facts(
        [("储值余额", secret), ("私教课", "12 节"), ("预存饮料", "3 瓶"), ("待收款", Chip("无", "ok", icon="check"))]
    )
    card.body.addWidget(facts)
    card.body.addStretch(1)
    return card


def _buttons() -> QWidget:
    card = Card()
    card.add_header("Buttons 按钮", Chip("男宾区 · 余 37", "muted"))
    give = Button("发放 118", "gallery.give", kind="primary", shortcut="Enter", large=True)
    card.body.addLayout(row(Label("118", "key"), give))
    card.body.addLayout(
        row(
            Button("换号", "gallery.swap", shortcut="F2"),
            Button("收款", "gallery.pay", icon="cash", shortcut="F4"),
            Button("更多", "gallery.more", kind="quiet", icon="more"),
            IconButton("refresh", "gallery.refresh", "Refresh"),
        )
    )
    off = Button("Disabled", "gallery.off")
    off.setEnabled(False)
    card.body.addLayout(row(Button("Void sale", "gallery.void", kind="danger", icon="trash"), off, None))
    tiles = [
        ("现金", "cash", "C"),
        ("微信", "pay-phone-chat", "W"),
        ("支付宝", "pay-phone-code", "A"),
        ("银行卡", "bankcard", "B"),
    ]
    line = row(spacing=8)
    for text, icon, key in tiles:
        tile = TileButton(text, f"gallery.tile.{key}", icon=icon, shortcut=key, checkable=True)
        tile.setChecked(key == "C")
        line.addWidget(tile)
    card.body.addLayout(line)
    card.body.addLayout(
        row(
            TileButton("矿泉水", "gallery.water", note="¥3.00 · 余 86"),
            TileButton("黑咖啡", "gallery.coffee", note="¥15.00"),
        )
    )
    card.body.addStretch(1)
    return card


def _middle() -> QWidget:
    card = Card(padding=0, spacing=0)
    tabs = SegmentedTabs(
        "gallery.zones",
        "Zones",
        [Tab("men", "男宾区", "60"), Tab("women", "女宾区", "60"), Tab("safe", "贵重品柜", "24")],
    )
    card.add_header("本单", tabs)
    table = DataTable(
        "gallery.table",
        "Sale",
        [
            Column("name", "商品 Item", lambda line: line.name, strong=True, icon=lambda line: "bottle"),
            Column("price", "单价", lambda line: line.price, 90, "right"),
            Column("count", "数量", lambda line: line.count, 70, "right"),
            Column("total", "小计", lambda line: line.total, 100, "right", strong=True),
        ],
    )
    table.set_rows(
        [
            Line("矿泉水 550ml", "3.00", "2", "6.00"),
            Line("运动毛巾", "35.00", "1", "35.00"),
            Line("蛋白棒 巧克力", "18.00", "1", "18.00"),
        ]
    )
    table.selectRow(0)
    card.body.addWidget(table, 1)
    empty = EmptyState(
        "empty-list",
        "还没有挂单",
        Button("新开一单", "gallery.new", kind="primary", shortcut="F7"),
        note="挂起的单子会出现在这里",
    )
    card.body.addWidget(empty, 1)
    return card


def _fields() -> QWidget:
    card = Card()
    card.body.addWidget(SearchBox("gallery.search", "Search", placeholder="刷卡、扫码，或输入姓名", shortcut="Ctrl+K"))
    wrong = FieldRow("手机 Phone", TextEdit("gallery.phone", "Phone"))
    wrong.set_error("这不是一个手机号码")
    card.body.addLayout(
        row(FieldRow("姓名", TextEdit("gallery.name", "Name", placeholder="真实姓名"), required=True), wrong)
    )
    amount = AmountEdit("gallery.amount", "Amount")
    amount.setText("１００．５")
    count = CountEdit("gallery.count", "Count")
    count.set_count(23)
    card.body.addLayout(
        row(
            FieldRow("实收", amount),
            FieldRow("Cards in tray", count, hint="应有 23"),
            FieldRow("密码", PasswordEdit("gallery.pin", "PIN")),
        )
    )
    combo = named(QComboBox(), "gallery.combo", "Plan")
    combo.addItems(["年卡 Annual", "月卡 Monthly"])
    check = named(QCheckBox("已验钞 Notes checked"), "gallery.check", "Notes checked")
    check.setChecked(True)
    card.body.addLayout(row(combo, check, None))
    card.body.addWidget(Stepper("gallery.steps", ["Before", "Blind count", "Differences", "Sign"]))
    card.body.itemAt(card.body.count() - 1).widget().set_current(1)
    card.body.addStretch(1)
    return card


def _money() -> QWidget:
    card = Card(padding=0, spacing=0)
    for caption, fen, tone, filled in (
        ("应收", 5550, "plain", False),
        ("实收", 10000, "plain", False),
        ("找零", 4450, "ok", True),
    ):
        label = MoneyLabel(caption, f"gallery.money.{caption}", tone=tone, filled=filled)
        label.set_fen(fen)
        card.body.addWidget(label)
    figures = row(
        *(
            Figure(f"gallery.figure.{n}", caption, value)
            for n, (caption, value) in enumerate((("在馆", "23"), ("今日到访", "86"), ("未还卡", "0")))
        )
    )
    figures.setContentsMargins(10, 12, 10, 12)
    card.body.addLayout(figures)
    chips = row(
        Chip("读卡器", "ok", icon="shape-ok"),
        Chip("纸将尽", "warn", icon="shape-warn"),
        Chip("断线", "bad", icon="shape-bad"),
        Chip("未装", "muted", icon="shape-off"),
        None,
        spacing=6,
    )
    chips.setContentsMargins(14, 4, 14, 8)
    card.body.addLayout(chips)
    card.body.addStretch(1)
    return card


def _icons() -> QWidget:
    card = Card()
    grid = QGridLayout()
    grid.setSpacing(7)
    for number, name in enumerate(icons.names()):
        size = 48 if name.startswith(("empty", "logo")) else 22
        if size == 22:
            grid.addWidget(IconLabel(name, "plain", size), number // 14, number % 14)
    card.body.addLayout(grid)
    pictures = row(
        *(IconLabel(name, "muted", 44) for name in icons.names() if name.startswith(("empty", "logo"))), spacing=2
    )
    card.body.addLayout(pictures)
    card.body.addStretch(1)
    return card


def save(folder: Path) -> None:
    """Pictures of the sheet in both themes."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QGuiApplication)
    for name in ("light", "dark"):
        theme.apply("light" if name == "light" else "dark")
        set_language("zh")
        sheet = build()
        theme.dress(sheet)
        sheet.resize(QSize(1366, 900))
        sheet.show()
        app.processEvents()
        button = sheet.findChild(Button, "gallery.give")
        if button is not None:
            button.setFocus()
        app.processEvents()
        sheet.grab().save(str(folder / f"gallery-{name}.png"))
        sheet.close()


if __name__ == "__main__":
    save(Path(sys.argv[1]))
