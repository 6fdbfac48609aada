"""How often a fault is repeated: a short cut in the ordinary run, the whole with FRONTDESK_LONG=1 (CONTRIBUTING)."""

import os

LONG = os.environ.get("FRONTDESK_LONG", "") not in ("", "0")


def often(short: int, long: int) -> int:
    """``long`` when FRONTDESK_LONG is set, else ``short``."""
    return long if LONG else short
