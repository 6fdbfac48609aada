"""What is copied from pictures looks as if it had been painted."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.keys.board import Cell
from frontdesk.keys.qt import board_grid
from frontdesk.keys.qt.board_grid import BoardGrid
from frontdesk.ui import theme
from frontdesk.ui.widgets import Button, buttons, paint
from frontdesk.ui.widgets.pictures import Pictures

W = TypeVar("W", bound=QWidget)
ROUNDING = 3
"""Of 255: a see-through stroke laid on in two steps is rounded twice, and so are letters between two px."""


def test_the_least_used_picture_goes_first(qtbot: QtBot) -> None:
    painted: list[str] = []
    pictures = Pictures(most_bytes=2 * 10 * 10 * 4)

    def get(name: str) -> None:
        pictures.get(name, QSize(10, 10), 1, QColor("white"), lambda _painter: painted.append(name))

    for name in ("a", "b", "a", "c", "a", "b"):
        get(name)
    assert painted == ["a", "b", "c", "b"]
    assert pictures.bytes_kept() == 2 * 10 * 10 * 4


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_a_board_and_its_pictures_are_alike(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, shade: str) -> None:
    theme.apply(shade)  # type: ignore[arg-type]
    states = [
        ("out_of_use", "board", ""),
        ("normal", "board", ""),
        ("normal", "visit/1", "card/7"),
        ("normal", "visit/2", ""),
        ("lost", "lost", ""),
    ]
    states += [("normal", "visit/3", "document/1"), ("normal", "board", "card/9")]
    cells = [Cell(str(101 + place), *state, "", place) for place, state in enumerate(states * 5)]
    holder, grid = _on_surface(qtbot, lambda: BoardGrid("board", "Board"))
    # Not a whole number of px for each cell.
    holder.resize(585, 300)
    grid.setFixedWidth(585)
    grid.show_cells(cells, {}, "102", "103")
    _alike(holder, monkeypatch)


@pytest.mark.parametrize("shade", ["light", "dark"])
def test_a_button_and_its_picture_are_alike(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, shade: str) -> None:
    theme.apply(shade)  # type: ignore[arg-type]
    holder, button = _on_surface(qtbot, lambda: Button("Take back 118", "back", shortcut="F2", icon="keys"))
    button.copy_on("surface")
    seen = []
    for change in (lambda: None, lambda: button.set_kind("primary"), lambda: button.setEnabled(False)):
        change()
        seen.append(_alike(holder, monkeypatch))
    button.set_words("Hand out 119")
    seen.append(_alike(holder, monkeypatch))
    assert all(one != other for place, one in enumerate(seen) for other in seen[:place])


def _on_surface(qtbot: QtBot, make: Callable[[], W]) -> tuple[QWidget, W]:
    holder = QWidget()
    qtbot.addWidget(holder)
    palette = holder.palette()
    palette.setColor(holder.backgroundRole(), theme.colour("surface"))
    holder.setPalette(palette)
    holder.resize(200, 60)
    inner = make()
    inner.setParent(holder)
    holder.show()
    return holder, inner


def _alike(holder: QWidget, monkeypatch: pytest.MonkeyPatch) -> QImage:
    """The picture of a widget, after the comparison with one for which nothing was copied."""
    copied = _image(holder)
    with monkeypatch.context() as bare:
        for module in (board_grid, paint, buttons):
            bare.setattr(module, "whole_density", lambda _painter: 0)
        painted = _image(holder)
    assert copied != _blank(holder)
    worst = max(
        abs(one - other) for one, other in zip(bytes(copied.constBits()), bytes(painted.constBits()), strict=True)
    )
    assert worst <= ROUNDING
    return copied


def _image(holder: QWidget) -> QImage:
    return holder.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _blank(holder: QWidget) -> QImage:
    image = QImage(holder.size(), QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    return image
