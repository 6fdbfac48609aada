"""Practice: while it is on, no slip and no PDF leaves without saying that it is not valid (K01)."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.core.i18n import t_in
from frontdesk.printing.slip import Cut, Feed, Rule, Slip, Text

_on = False


def use_training(on: bool) -> None:
    """Say once at start whether this process works on a copy to practise on."""
    global _on
    _on = on


def is_training() -> bool:
    """Whether everything printed is marked as practice."""
    return _on


def training_words(language: str) -> str:
    """What stands on everything printed in practice."""
    return t_in(language or "zh", "printing.training")


def marked(slip: Slip, language: str) -> Slip:
    """The slip with the mark at its head and its foot, so that neither half passes as real; one that has it already
    is left as it is."""
    mark = Text(training_words(language), align="center", bold=True)
    head = replace(mark, size="tall")
    if slip.lines[:1] == (head,):
        return slip
    at = before_cut(slip)
    return replace(slip, lines=(head, Rule("double"), *slip.lines[:at], mark, *slip.lines[at:]))


def before_cut(slip: Slip) -> int:
    """Where a slip's last printed line ends, before the feed and the cut."""
    at = len(slip.lines)
    while at > 0 and isinstance(slip.lines[at - 1], Cut | Feed):
        at -= 1
    return at
