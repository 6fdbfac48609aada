"""The one stylesheet, generated from a theme's tokens.

What Qt's own widgets look like is here; what the kit paints itself (buttons, chips, banners) is in ``ui.widgets``.
Focus swaps a 1 px border for a 3 px one and takes the difference from the padding, so nothing moves.
"""

from frontdesk.ui.tokens import FOCUS_WIDTH, RADIUS_CARD, RADIUS_CONTROL, TARGET_HEIGHT, Tokens


def stylesheet(tokens: Tokens) -> str:
    """QSS for the whole application."""
    return "\n".join(part(tokens) for part in (_surfaces, _words, _fields, _choices, _tables, _bars))


def _surfaces(k: Tokens) -> str:
    return f"""
QWidget {{ color: {k.ink}; }}
QWidget[surface="background"] {{ background: {k.background}; }}
QDialog {{ background: {k.surface}; }}
QFrame[surface="card"] {{ background: {k.surface}; border: 1px solid {k.line}; border-radius: {RADIUS_CARD}px; }}
QFrame[surface="bar"] {{ background: {k.surface}; border: 0; }}
QFrame[surface="line"] {{ background: {k.line}; border: 0; }}
QFrame[surface="popover"] {{ background: {k.surface}; border: 1px solid {k.edge}; border-radius: {RADIUS_CONTROL}px; }}
QToolTip {{ background: {k.surface}; color: {k.ink}; border: 1px solid {k.edge}; padding: 5px 8px; }}
"""


def _words(k: Tokens) -> str:
    tones = "\n".join(
        f'QLabel[tone="{tone}"] {{ color: {k.tone(tone)[0]}; }}'
        for tone in ("muted", "primary", "ok", "warn", "bad", "info")
    )
    return f"""
QLabel {{ background: transparent; }}
QLabel[words="note"] {{ font-size: 13px; color: {k.muted}; }}
QLabel[words="caption"] {{ font-size: 13px; color: {k.muted}; font-weight: 700; }}
QLabel[words="strong"] {{ font-weight: 700; }}
QLabel[words="heading"] {{ font-size: 18px; font-weight: 700; }}
QLabel[words="name"] {{ font-size: 24px; font-weight: 700; }}
QLabel[words="figure"] {{ font-size: 22px; font-weight: 700; }}
QLabel[words="key"] {{ font-size: 44px; font-weight: 700; color: {k.primary}; }}
QLabel[words="clock"] {{ font-size: 56px; font-weight: 700; }}
QLabel[words="error"] {{ font-size: 13px; color: {k.bad}; }}
{tones}
"""


def _fields(k: Tokens) -> str:
    height = TARGET_HEIGHT - 2
    focus_height = TARGET_HEIGHT - 2 * FOCUS_WIDTH
    gain = FOCUS_WIDTH - 1
    fields = "QLineEdit, QComboBox, QDateEdit, QSpinBox"
    focused = "QLineEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus"
    return f"""
{fields} {{ background: {k.surface}; color: {k.ink}; border: 1px solid {k.edge}; border-radius: {RADIUS_CONTROL}px;
  placeholder-text-color: {k.muted};
  padding: 0 12px; min-height: {height}px; selection-background-color: {k.primary}; selection-color: {k.on_primary}; }}
{focused} {{ border: {FOCUS_WIDTH}px solid {k.focus}; padding: 0 {12 - gain}px; min-height: {focus_height}px; }}
QLineEdit[wrong="true"] {{ border: 2px solid {k.bad}; padding: 0 11px; min-height: {height - 2}px; }}
QLineEdit[wrong="true"]:focus {{ border: {FOCUS_WIDTH}px solid {k.bad}; padding: 0 {12 - gain}px;
  min-height: {focus_height}px; }}
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled, QSpinBox:disabled {{ background: {k.raised};
  color: {k.muted}; border-color: {k.line}; }}
QLineEdit[look="amount"] {{ font-size: 20px; font-weight: 700; }}
QLineEdit[look="count"] {{ font-size: 15px; font-weight: 700; }}
QPlainTextEdit, QTextEdit {{ background: {k.surface}; color: {k.ink}; border: 1px solid {k.edge};
  border-radius: {RADIUS_CONTROL}px; padding: 6px 10px; placeholder-text-color: {k.muted};
  selection-background-color: {k.primary}; selection-color: {k.on_primary}; }}
QPlainTextEdit:focus, QTextEdit:focus {{ border: {FOCUS_WIDTH}px solid {k.focus};
  padding: {6 - gain}px {10 - gain}px; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: 0; width: 30px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("@chevron-down@"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {k.surface}; color: {k.ink}; border: 1px solid {k.edge}; padding: 4px;
  selection-background-color: {k.primary_soft}; selection-color: {k.ink}; outline: 0; }}
QComboBox QAbstractItemView::item {{ min-height: 36px; padding: 0 8px; }}
"""


def _choices(k: Tokens) -> str:
    return f"""
QCheckBox, QRadioButton {{ spacing: 10px; min-height: 36px; padding: 0 6px; border: 1px solid transparent;
  border-radius: {RADIUS_CONTROL}px; background: transparent; }}
QCheckBox:focus, QRadioButton:focus {{ border: {FOCUS_WIDTH}px solid {k.focus}; padding: 0 4px; min-height: 32px; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 18px; height: 18px; border: 2px solid {k.edge};
  background: {k.surface}; }}
QCheckBox::indicator {{ border-radius: 5px; }}
QRadioButton::indicator {{ border-radius: 11px; }}
QCheckBox::indicator:checked {{ background: {k.primary}; border-color: {k.primary}; image: url("@check@"); }}
QRadioButton::indicator:checked {{ border: 6px solid {k.primary}; width: 10px; height: 10px; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {k.muted}; }}
QMenu {{ background: {k.surface}; border: 1px solid {k.edge}; padding: 5px; }}
QMenu::item {{ min-height: 36px; padding: 0 18px 0 12px; border-radius: 6px; color: {k.ink}; }}
QMenu::item:selected {{ background: {k.primary_soft}; color: {k.ink}; }}
QMenu::item:disabled {{ color: {k.muted}; }}
QMenu::separator {{ height: 1px; background: {k.line}; margin: 4px 8px; }}
"""


def _tables(k: Tokens) -> str:
    gain = FOCUS_WIDTH
    return f"""
QTableView, QListView, QTreeView {{ background: {k.surface}; alternate-background-color: {k.surface};
  border: {gain}px solid transparent; border-radius: {RADIUS_CONTROL}px; gridline-color: {k.line}; outline: 0;
  selection-background-color: {k.primary_soft}; selection-color: {k.ink}; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: {gain}px solid {k.focus}; }}
QTableView::item, QListView::item {{ padding: 0 10px; border: 0; }}
QHeaderView {{ background: {k.surface}; border: 0; }}
QHeaderView::section {{ background: {k.surface}; color: {k.muted}; border: 0; border-bottom: 1px solid {k.line};
  padding: 0 10px; min-height: 32px; font-size: 13px; font-weight: 700; }}
QTableCornerButton::section {{ background: {k.surface}; border: 0; }}
"""


def _bars(k: Tokens) -> str:
    return f"""
QScrollArea, QScrollArea > QWidget > QWidget[surface="clear"] {{ background: transparent; border: 0; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 2px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 2px; }}
QScrollBar::handle {{ background: {k.edge}; border-radius: 4px; min-height: 36px; min-width: 36px; }}
QScrollBar::handle:hover {{ background: {k.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ background: {k.raised}; border: 1px solid {k.line}; border-radius: 5px; height: 8px;
  text-align: center; color: {k.ink}; }}
QProgressBar::chunk {{ background: {k.primary}; border-radius: 4px; }}
QSlider {{ min-height: 36px; border: 2px solid transparent; border-radius: 8px; }}
QSlider:focus {{ border-color: {k.focus}; }}
QSlider::groove:horizontal {{ background: {k.edge}; height: 6px; border-radius: 3px; }}
QSlider::sub-page:horizontal {{ background: {k.primary}; border-radius: 3px; }}
QSlider::handle:horizontal {{ background: {k.surface}; border: 2px solid {k.primary}; width: 18px; margin: -8px 0;
  border-radius: 11px; }}
QSlider::sub-page:horizontal:disabled {{ background: {k.edge}; }}
QSlider::handle:horizontal:disabled {{ border-color: {k.edge}; }}
QSplitter::handle {{ background: transparent; }}
"""
