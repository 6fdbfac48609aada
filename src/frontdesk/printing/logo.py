"""A logo for slips, made from whatever picture the house has."""

from __future__ import annotations

import base64
import io

from frontdesk.core.errors import FrontdeskError

WIDEST_DOTS, HIGHEST_DOTS = 384, 160
"""What fits the narrow paper and doesn't use up the roll; dots of 1/8 mm."""
_MOST_BYTES = 20_000_000
_MOST_PIXELS = 40_000_000


class LogoUnreadable(FrontdeskError):
    """The file is no picture this program can read, or far too large."""

    code = "printing.logo_unreadable"


def logo_from(data: bytes) -> str:
    """A picture file's bytes as a black and white PNG of at most 384 x 160 dots, in base64. Raises LogoUnreadable.

    What is transparent becomes paper; greys are dotted, as printers have no grey.
    """
    from PIL import Image as Pictures

    if len(data) > _MOST_BYTES:
        raise LogoUnreadable()
    try:
        with Pictures.open(io.BytesIO(data)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise LogoUnreadable()
            flat = Pictures.new("RGBA", opened.size, "white")
            flat.alpha_composite(opened.convert("RGBA"))
    except (OSError, ValueError, SyntaxError, Pictures.DecompressionBombError) as error:
        raise LogoUnreadable() from error
    grey = flat.convert("L")
    grey.thumbnail((WIDEST_DOTS, HIGHEST_DOTS), Pictures.Resampling.LANCZOS)
    out = io.BytesIO()
    grey.convert("1").save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode()
