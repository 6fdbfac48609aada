"""Waiting for one tap, for the command line and the set-up's test tap."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from time import monotonic

from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import t
from frontdesk.devices.cards import CardKind, CardPresented, CardUnreadable, ReaderCondition, ReaderEvent, ReaderState
from frontdesk.devices.readers.pcsc import PcscReader
from frontdesk.devices.readers.reader import CardReader
from frontdesk.devices.readers.recognise import recognise, recognised

RECOGNISED_WITHIN_S = 3.0


def wait_for_card(
    timeout_s: float,
    reader: CardReader | None = None,
    on_event: Callable[[ReaderEvent], None] | None = None,
    then: Callable[[CardReader, CardPresented], None] | None = None,
) -> CardPresented | None:
    """The first card laid on any reader within ``timeout_s``, one that lies there already included; None if none came.

    ``reader`` is one that hasn't been started; without it, the PC/SC readers. ``on_event`` is told of everything else
    in the caller's thread, so that a command can say why it waits in vain. The card is asked for its exact kind; one
    that was pulled before it could say keeps the family its reader told. ``then`` is called while it lies there.
    """
    reader = reader or PcscReader()
    heard: SimpleQueue[ReaderEvent] = SimpleQueue()
    deadline = monotonic() + timeout_s
    reader.start(heard.put)
    try:
        while True:
            try:
                event = heard.get(timeout=max(0.0, deadline - monotonic()))
            except Empty:
                return None
            if isinstance(event, CardPresented):
                card = told_apart(reader, event)
                if then is not None:
                    then(reader, card)
                return card
            if on_event is not None:
                on_event(event)
    finally:
        reader.stop()


def told_apart(reader: CardReader, card: CardPresented) -> CardPresented:
    """The card with its exact kind, had by asking it; waits for the reader's thread, so never call it there."""
    asked: Future[CardKind] = reader.with_card(card.reader, card.uid, recognise)
    try:
        return recognised(card, asked.result(RECOGNISED_WITHIN_S))
    except (FrontdeskError, TimeoutError):
        return card


def card_record(card: CardPresented, token: str | None = None, member: str | None = None) -> dict[str, str | None]:
    """The stable form of ``frontdesk card read --json``: ``uid``, ``atr``, ``reader``, ``kind``, ``token``, ``member``.

    ``token`` is what the card says of itself beyond its UID, ``member`` whose card it is; None when not known.
    """
    return {
        "uid": card.uid,
        "atr": card.atr,
        "reader": card.reader,
        "kind": card.kind.value,
        "token": token,
        "member": member,
    }


def reader_words(state: ReaderState) -> tuple[str, str]:
    """How the reader side stands and what to do about it, for people; the second is empty when all is well."""
    key = f"devices.reader.{state.condition.value}"
    if state.readers:
        return t(key, n=len(state.readers), readers=", ".join(state.readers)), ""
    return t(key, n=0, readers=""), t(f"{key}.do")


def reader_word(state: ReaderState) -> str:
    """The one word for the device strip; empty when all is well."""
    if state.condition is ReaderCondition.READY:
        return ""
    return t(f"devices.reader.{state.condition.value}.word")


def unreadable_words(event: CardUnreadable) -> tuple[str, str]:
    """Why a card could not be read and what to do, for people."""
    key = f"devices.card.{event.reason.value}"
    return t(key), t(f"{key}.do")
