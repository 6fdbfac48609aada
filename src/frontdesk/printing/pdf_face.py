"""An embedded TrueType face whose text can be copied and searched, rare characters included.

Imported only when a PDF is made: it loads reportlab.
"""

from __future__ import annotations

import re
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

_BEYOND_BMP = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{5,6})>")


class EmbeddedFace(TTFont):  # type: ignore[misc]  # reportlab has no types
    """reportlab writes characters beyond U+FFFF into ToUnicode as five digits; PDF wants UTF-16 (ISO 32000, 9.10.3)."""

    def addObjects(self, doc: Any) -> None:
        """See TTFont; mends the maps that it adds."""
        super().addObjects(doc)
        for name, item in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                item.content = _BEYOND_BMP.sub(_surrogates, item.content)


def _surrogates(match: re.Match[str]) -> str:
    char = chr(int(match.group(2), 16))
    return f"<{match.group(1)}> <{char.encode('utf-16-be').hex().upper()}>"
