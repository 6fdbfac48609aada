"""Tab follows reading order: the order of the layouts, also for what was added later.

Qt's own focus chain follows the order of construction, so a page built after the bottom bar, or a field added to a
dialog after its buttons, would come last.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QAbstractSpinBox, QApplication, QComboBox, QLayout, QWidget

_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox)


def tab_stops(root: QWidget) -> list[QWidget]:
    """Every visible, enabled control below ``root`` that takes the keyboard by Tab, in reading order."""
    stops: list[QWidget] = []
    for child in _children_in_order(root):
        if child.isWindow() or not child.isVisible():
            continue
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isEnabled():
            stops.append(child)
        if not isinstance(child, _WHOLE):
            stops += tab_stops(child)
    return stops


def move_focus(root: QWidget, forward: bool) -> bool:
    """Give the keyboard to the next stop, or the one before, round and round; False if there is none."""
    stops = tab_stops(root)
    if not stops:
        return False
    here = QApplication.focusWidget()
    step = 1 if forward else -1
    if here in stops:
        target = stops[(stops.index(here) + step) % len(stops)]
    else:
        target = stops[0 if forward else -1]
    target.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
    return True


def _children_in_order(widget: QWidget) -> list[QWidget]:
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    layout = widget.layout()
    laid_out = _laid_out(layout, children) if layout is not None else []
    others = [child for child in children if child not in laid_out]
    others.sort(key=lambda child: (child.y(), child.x()))
    return laid_out + others


def _laid_out(layout: QLayout, children: list[QWidget]) -> list[QWidget]:
    # Asked by what lies in it and not by itemAt(): Python's wrapper of an item outlives the item, and is then taken
    # for whatever Qt puts at its address.
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    inside: list[QWidget | QLayout] = [*children, *layout.findChildren(QLayout, options=direct)]
    placed = [(place, each) for each in inside if (place := layout.indexOf(each)) >= 0]
    found: list[QWidget] = []
    for _, each in sorted(placed, key=lambda pair: pair[0]):
        found += _laid_out(each, children) if isinstance(each, QLayout) else [each]
    return found
