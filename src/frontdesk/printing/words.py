"""Print jobs and printers in the user's language."""

from __future__ import annotations

from frontdesk.core.i18n import catalogue, t


def state_words(state: str) -> str:
    """A job's state, as in ``not sent, trying again``."""
    return t(f"printing.state.{state}")


def answer_words(answer: str) -> str:
    """What a person said of an uncertain job; empty if nobody was asked."""
    return t(f"printing.answer.{answer}") if answer else ""


def trouble_words(error: str) -> tuple[str, str]:
    """What happened to a job, and what is safe and what to do, for its error code; empty texts for none."""
    if not error:
        return "", ""
    name = error.removeprefix("printer.")
    return t(f"printer.trouble.{name}"), t(f"printer.trouble.{name}.do")


def printer_words(name: str) -> str:
    """A printer's name for people: those the program gives by itself are said in the user's language."""
    known = f"printing.printer.{name}"
    return t(known) if known in catalogue() else name


def kind_words(kind: str) -> str:
    """A kind of slip, as in ``Receipt``."""
    known = f"settings.queue.kind.{kind}"
    return t(known) if known in catalogue() else t("settings.queue.kind.other")
