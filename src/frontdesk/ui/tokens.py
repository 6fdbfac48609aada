"""The colours of both themes, and how far two colours stand apart."""

from dataclasses import dataclass
from typing import Literal

ThemeName = Literal["light", "dark"]
Tone = Literal["plain", "primary", "ok", "warn", "bad", "info", "muted"]

RADIUS_CARD = 12
RADIUS_CONTROL = 9
RADIUS_CHIP = 6
TARGET_HEIGHT = 38
"""Height in px of buttons and fields; touch targets are never below 36."""
FOCUS_WIDTH = 3

SIZE_NOTE = 13
SIZE_BASE = 14
SIZE_HEADING = 18
SIZE_NAME = 24
SIZE_KEY_NUMBER = 44
SIZE_MONEY = 58


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: colours as ``#RRGGBB`` by what they are for."""

    name: ThemeName
    background: str
    surface: str
    raised: str
    """Hover and header shade on a surface."""
    ink: str
    muted: str
    line: str
    edge: str
    """Outline of things one types into or ticks: 3:1 against the surface, which a line need not have."""
    primary: str
    primary_hover: str
    on_primary: str
    primary_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    on_bad: str
    info: str
    info_soft: str
    rail: str
    rail_ink: str
    rail_muted: str
    rail_chosen: str
    rail_mark: str
    focus: str
    scrim: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Foreground and soft background of a tone."""
        if tone == "plain":
            return self.ink, self.raised
        if tone == "muted":
            return self.muted, self.raised
        return getattr(self, tone), getattr(self, f"{tone}_soft")


LIGHT = Tokens(
    name="light",
    background="#F3F5F7",
    surface="#FFFFFF",
    raised="#F3F6F8",
    ink="#16202A",
    muted="#5A6672",
    line="#DCE2E8",
    edge="#7D8A96",
    primary="#0B6B75",
    primary_hover="#095A63",
    on_primary="#FFFFFF",
    primary_soft="#DDF0F1",
    ok="#17733A",
    ok_soft="#DDF3E4",
    warn="#8F4B00",
    warn_soft="#FFEFD6",
    bad="#B3202A",
    bad_soft="#FCE1E2",
    on_bad="#FFFFFF",
    info="#1F4FB8",
    info_soft="#E1EAFB",
    rail="#10262B",
    rail_ink="#EAF3F4",
    rail_muted="#94ABB0",
    rail_chosen="#27404A",
    rail_mark="#4FC3CD",
    focus="#1F6FEB",
    scrim="#16202A",
)

DARK = Tokens(
    name="dark",
    background="#12181D",
    surface="#1A2229",
    raised="#222C34",
    ink="#E7EDF2",
    muted="#9AA8B4",
    line="#2D3943",
    edge="#6F7F8C",
    primary="#4FC3CD",
    primary_hover="#6AD0D9",
    on_primary="#06282C",
    primary_soft="#173A3E",
    ok="#5FD08A",
    ok_soft="#173325",
    warn="#F2B35B",
    warn_soft="#3A2A12",
    bad="#FF8A8F",
    bad_soft="#43191D",
    on_bad="#3B0A0E",
    info="#8FB3FF",
    info_soft="#1B2B4D",
    rail="#0B1114",
    rail_ink="#E7EDF2",
    rail_muted="#8C9BA7",
    rail_chosen="#232F38",
    rail_mark="#4FC3CD",
    focus="#6EA8FE",
    scrim="#05080A",
)

THEMES: dict[ThemeName, Tokens] = {"light": LIGHT, "dark": DARK}


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two ``#RRGGBB`` colours, 1.0 to 21.0."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
