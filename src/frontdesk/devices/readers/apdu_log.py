"""What is said to cards and what they answer, for a supplier's support; never a key.

Of each APDU the log has the header. Data is shown only where none of it can be a key or made with one: UIDs, versions,
selected applications, and blocks as they were read, sector trailers excepted.
"""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path
from threading import Lock

FILE_NAME = "apdu.log"
LOG_BYTES = 1_000_000
OLD_FILES = 3
_HEADER = 5
_BIG_SECTORS_FROM = 128


class ApduLog:
    """Written by the reader's thread, switched on and off by any other."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._path: Path | None = None
        self._handler: RotatingFileHandler | None = None
        self._last: dict[str, str] = {}

    def write_to(self, path: Path | None) -> None:
        """Begin to write to a file, or stop with None."""
        with self._lock:
            if path == self._path:
                return
            self._end()
            self._path = path
            if path is not None:
                self._begin(path)

    def close(self) -> None:
        """Let go of the file."""
        self.write_to(None)

    def note(self, reader: str, apdu: bytes, answer: bytes) -> None:
        """One exchange; one that is the same as the reader's last isn't written again, because a card that lies
        there is asked for its UID four times a second."""
        with self._lock:
            if self._handler is None:
                return
            line = f"{reader}: > {shown_apdu(apdu)} < {shown_answer(apdu, answer)}"
            if self._last.get(reader) == line:
                return
            self._last[reader] = line
            self._handler.emit(logging.makeLogRecord({"msg": line, "levelname": "INFO", "levelno": logging.INFO}))

    def _begin(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handler = RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=OLD_FILES, encoding="utf-8")
        except OSError as error:
            logging.getLogger(__name__).warning("no APDU log: %s", error)
            return
        handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        self._handler = handler

    def _end(self) -> None:
        handler, self._handler = self._handler, None
        self._last.clear()
        if handler is not None:
            handler.close()


def shown_apdu(apdu: bytes) -> str:
    """An APDU for the log: its header, and its data where that can be no key."""
    header, data = apdu[:_HEADER], apdu[_HEADER:]
    if not data:
        return _hex(header)
    if _is_select(apdu):
        return f"{_hex(header)} {_hex(data)}"
    if apdu[:2] == b"\xff\x86":
        return f"{_hex(header)} {_hex(data)}"  # block, kind of key and its slot, not the key
    return f"{_hex(header)} [{len(data)}]"


def shown_answer(apdu: bytes, answer: bytes) -> str:
    """An answer for the log: its status, and its data where that can be no key nor be made with one."""
    data, status = answer[:-2], answer[-2:]
    if not answer:
        return "-"
    if not data:
        return _hex(status)
    return f"{_hex(data)} {_hex(status)}" if _is_open(apdu) else f"[{len(data)}] {_hex(status)}"


def _is_open(apdu: bytes) -> bool:
    if apdu[:2] == b"\xff\xb0" and len(apdu) == _HEADER:
        # Read all at once it may reach into a trailer; that is never asked for.
        return not _is_trailer(int.from_bytes(apdu[2:4], "big")) and apdu[4] <= 16
    return apdu[:2] == b"\xff\xca" or apdu[:2] == b"\x90\x60" or _is_select(apdu)


def _is_select(apdu: bytes) -> bool:
    return apdu[:2] == b"\x00\xa4"


def _is_trailer(block: int) -> bool:
    return block % 4 == 3 if block < _BIG_SECTORS_FROM else block % 16 == 15


def _hex(data: bytes) -> str:
    return data.hex(" ").upper()
