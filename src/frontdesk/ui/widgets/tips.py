"""Tool tips that show what people typed as it is."""

import html

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """A text for a tool tip: Qt takes one that looks like markup for markup, and a member may be called ``<b>``."""
    return f"<qt>{html.escape(text)}</qt>".replace("\n", "<br>") if Qt.mightBeRichText(text) else text
