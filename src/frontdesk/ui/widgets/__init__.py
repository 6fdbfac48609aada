"""The widget kit: everything a page is made of."""

from frontdesk.ui.widgets.banner import Banner, BannerKind
from frontdesk.ui.widgets.buttons import Button, ButtonKind, IconButton, TileButton
from frontdesk.ui.widgets.fields import (
    AmountEdit,
    CountEdit,
    FieldRow,
    PasswordEdit,
    SearchBox,
    TextEdit,
    required_text,
    select_on_focus,
)
from frontdesk.ui.widgets.labels import Chip, ElidedLabel, IconLabel, KeyHint, Label, MoneyLabel
from frontdesk.ui.widgets.naming import NO_SCAN, named
from frontdesk.ui.widgets.pieces import EmptyState, Figure, KeyValue, PhotoView, Stepper, initials
from frontdesk.ui.widgets.privacy import MASK, PrivacyText, curtain
from frontdesk.ui.widgets.surface import (
    GAP,
    PADDING,
    Card,
    Line,
    clear_layout,
    column,
    forget_sizes,
    laid_out_once,
    row,
    scrolling,
    scrolling_both,
)
from frontdesk.ui.widgets.table import Column, DataTable
from frontdesk.ui.widgets.tabs import SegmentedTabs, Tab
from frontdesk.ui.widgets.tips import plain_tip
from frontdesk.ui.widgets.toast import Toast, ToastLayer
from frontdesk.ui.widgets.toggle import ToggleButton

__all__ = [
    "GAP",
    "MASK",
    "NO_SCAN",
    "PADDING",
    "AmountEdit",
    "Banner",
    "BannerKind",
    "Button",
    "ButtonKind",
    "Card",
    "Chip",
    "Column",
    "CountEdit",
    "DataTable",
    "ElidedLabel",
    "EmptyState",
    "FieldRow",
    "Figure",
    "IconButton",
    "IconLabel",
    "KeyHint",
    "KeyValue",
    "Label",
    "Line",
    "MoneyLabel",
    "PasswordEdit",
    "PhotoView",
    "PrivacyText",
    "SearchBox",
    "SegmentedTabs",
    "Stepper",
    "Tab",
    "TextEdit",
    "TileButton",
    "Toast",
    "ToastLayer",
    "ToggleButton",
    "clear_layout",
    "column",
    "curtain",
    "forget_sizes",
    "initials",
    "laid_out_once",
    "named",
    "plain_tip",
    "required_text",
    "row",
    "scrolling",
    "scrolling_both",
    "select_on_focus",
]
