"""The few ESC/POS questions and answers a transport needs, as the published command reference has them."""

from __future__ import annotations

from frontdesk.devices.printers.printer import PrinterState

ASK_PRINTER = b"\x10\x04\x01"
ASK_OFFLINE_CAUSE = b"\x10\x04\x02"
ASK_PAPER = b"\x10\x04\x04"
ASK_PAPER_IN_TURN = b"\x1dr\x01"
ASK_DRAWER_IN_TURN = b"\x1dr\x02"

_OFFLINE = 0x08
_COVER = 0x04
_STOPPED_BY_PAPER = 0x20
_ERROR = 0x40
_PAPER_OUT = 0x60
_PAPER_NEAR_END = 0x0C


def is_status(byte: int) -> bool:
    """Whether a byte can be an answer to ``DLE EOT``: bits 1 and 4 set, bits 0 and 7 clear."""
    return byte & 0x93 == 0x12


def is_sensor_answer(byte: int) -> bool:
    """Whether a byte can be an answer to ``GS r``: bits 4 and 7 clear."""
    return byte & 0x90 == 0


def sensor_says_paper(byte: int) -> bool:
    """Whether an answer to ``GS r 1`` says that paper is there (bits 2 and 3 are the end sensor)."""
    return byte & 0x0C == 0


def drawer_pin_is_high(byte: int) -> bool:
    """What an answer to ``DLE EOT 1`` says of pin 3 of the drawer's connector (bit 2)."""
    return bool(byte & 0x04)


def port_status_says_no_paper(byte: int) -> bool:
    """What a USB port's status says (printer class 1.1, 4.2.2: bit 5 paper empty, bit 4 selected, bit 3 no error)."""
    return bool(byte & 0x20)


def state_of(printer: int, cause: int | None, paper: int | None) -> PrinterState:
    """The answers to ``DLE EOT`` 1, 2 and 4 as one word; None where the printer did not answer."""
    if cause is not None and cause & _COVER:
        return PrinterState.COVER_OPEN
    if (paper is not None and paper & _PAPER_OUT) or (cause is not None and cause & _STOPPED_BY_PAPER):
        return PrinterState.PAPER_OUT
    if printer & _OFFLINE or (cause is not None and cause & _ERROR):
        return PrinterState.OFFLINE
    if paper is not None and paper & _PAPER_NEAR_END:
        return PrinterState.NEAR_END
    return PrinterState.OK


def process_id_request(process_id: bytes) -> bytes:
    """``GS ( H`` fn 48: answer with these four bytes (0x20 to 0x7E) when all before has been printed."""
    return b"\x1d(H\x06\x0000" + process_id


def process_id_answer(process_id: bytes) -> bytes:
    """What the printer sends back for it."""
    return b"\x37\x22" + process_id + b"\x00"
