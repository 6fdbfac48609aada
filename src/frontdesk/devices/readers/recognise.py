"""Which card it is exactly, by asking it; takes some APDUs, so it is done where somebody wants to know, not at a tap.

GET VERSION as in NXP's data sheets NTAG213_215_216, MF0ULX1, MF3DHX3 and NT4H2421; the transparent commands as in
PC/SC part 3, 3.2.3, and in the manual of ACS's readers. Nothing is read from a card that isn't ours but how it
presents itself: of a bank card no more than that it speaks ISO 7816.
"""

from dataclasses import replace

from frontdesk.devices.cards import CardKind, CardPresented
from frontdesk.devices.readers.session import CardRefused, CardSession

_DONE = b"\x90\x00"
_DESFIRE_DONE, _DESFIRE_MORE = b"\x91\x00", b"\x91\xaf"
_DESFIRE_VERSION = bytes.fromhex("9060000000")
_DESFIRE_NEXT = bytes.fromhex("90AF000000")
_SELECT_MASTER_FILE = bytes.fromhex("00A40000023F00")
_GET_VERSION = b"\x60"
_ULTRALIGHT_C_AUTHENTICATE = b"\x1a\x00"

_PAGE_VERSIONS = {
    (0x04, 0x0F): CardKind.NTAG_213,
    (0x04, 0x11): CardKind.NTAG_215,
    (0x04, 0x13): CardKind.NTAG_216,
    (0x03, 0x0B): CardKind.ULTRALIGHT_EV1,
    (0x03, 0x0E): CardKind.ULTRALIGHT_EV1,
}
"""By product type and storage size."""
_CONTAINER_SIZES = {0x3E: CardKind.NTAG_215, 0x6D: CardKind.NTAG_216}
"""Byte 2 of the capability container on page 3, in eighths of the bytes; 0x12 is an NTAG 213 or an Ultralight C."""
_LAST_PAGES = ((44, CardKind.NTAG_213), (41, CardKind.ULTRALIGHT_C), (16, CardKind.ULTRALIGHT_EV1))
"""Pages that only this kind and those before it let be read; an Ultralight C hides its key from page 44 on."""
_DESFIRE_GENERATIONS = {0x00: CardKind.DESFIRE, 0x01: CardKind.DESFIRE_EV1, 0x12: CardKind.DESFIRE_EV2}
_DESFIRE_GENERATIONS |= {0x22: CardKind.DESFIRE_EV2, 0x33: CardKind.DESFIRE_EV3}
_PRODUCT_DESFIRE, _PRODUCT_NTAG = 0x01, 0x04


def recognise(session: CardSession) -> CardKind:
    """The exact kind; the family that the reader told where the card says no more. Raises CardPulled."""
    if session.kind is CardKind.ULTRALIGHT:
        return _page_card(session)
    if session.kind in (CardKind.DESFIRE, CardKind.CPU):
        return _processor_card(session)
    if session.kind is CardKind.UNKNOWN and len(session.transmit(_SELECT_MASTER_FILE)) >= 2:
        return CardKind.CPU
    return session.kind


def recognised(card: CardPresented, kind: CardKind) -> CardPresented:
    """The tap with what the card said of itself."""
    return replace(card, kind=CardKind.PHONE if kind is CardKind.CPU and card.uid_is_random else kind)


def _page_card(session: CardSession) -> CardKind:
    version = _told_through(session, _GET_VERSION)
    if len(version) == 8:
        return _PAGE_VERSIONS.get((version[2], version[6]), CardKind.ULTRALIGHT)
    session.select_again()
    if _told_through(session, _ULTRALIGHT_C_AUTHENTICATE)[:1] == b"\xaf":
        session.select_again()
        return CardKind.ULTRALIGHT_C
    session.select_again()
    return _by_its_pages(session)


def _by_its_pages(session: CardSession) -> CardKind:
    """For readers that pass nothing through."""
    container = _page(session, 3)
    if container[:1] == b"\xe1" and container[2] in _CONTAINER_SIZES:
        return _CONTAINER_SIZES[container[2]]
    for page, kind in _LAST_PAGES:
        if _page(session, page):
            return kind
    return CardKind.ULTRALIGHT


def _page(session: CardSession, page: int) -> bytes:
    try:
        return session.read_block(page)
    except CardRefused:
        return b""


def _told_through(session: CardSession, command: bytes) -> bytes:
    """The card's own answer to a command that the reader passes on to it; empty when either refused."""
    # ACS readers hand the command to their radio chip (InCommunicateThru); D5 43 00 says that an answer came.
    direct = bytes([0xFF, 0, 0, 0, 2 + len(command), 0xD4, 0x42]) + command
    answer = session.transmit(direct)
    if answer[-2:] == _DONE and answer[:2] == b"\xd5\x43":
        return answer[3:-2] if answer[2:3] == b"\x00" else b""
    if session.transmit(bytes.fromhex("FFC20000028100"))[-2:] != _DONE:  # start a transparent session
        return b""
    exchange = bytes([0x95, len(command)]) + command
    answer = session.transmit(bytes([0xFF, 0xC2, 0, 1, len(exchange)]) + exchange + b"\x00")
    session.transmit(bytes.fromhex("FFC20000028200"))  # end it
    return _card_data(answer[:-2]) if answer[-2:] == _DONE else b""


def _card_data(objects: bytes) -> bytes:
    """The value of the data object 97, in which the card's answer stands."""
    place = 0
    while place + 2 <= len(objects):
        tag, length = objects[place], objects[place + 1]
        if tag == 0x97:
            return objects[place + 2 : place + 2 + length]
        place += 2 + length
    return b""


def _processor_card(session: CardSession) -> CardKind:
    answer = session.transmit(_DESFIRE_VERSION)
    if answer[-2:] not in (_DESFIRE_DONE, _DESFIRE_MORE) or len(answer) != 9:
        session.transmit(_SELECT_MASTER_FILE)
        return CardKind.CPU
    for _ in range(2):  # its answer has three parts, and it takes nothing else before they were fetched
        session.transmit(_DESFIRE_NEXT)
    product, generation = answer[1] & 0x0F, answer[3]
    if product == _PRODUCT_NTAG:
        return CardKind.NTAG_424
    return _DESFIRE_GENERATIONS.get(generation, CardKind.DESFIRE) if product == _PRODUCT_DESFIRE else CardKind.DESFIRE
