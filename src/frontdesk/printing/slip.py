"""A slip: what a narrow printer prints, described once and rendered to bytes and to a picture.

A slip knows nothing of columns, dots or character sets. It is stored as JSON beside its bytes, so that a copy
can be made later or on another printer.
"""

from __future__ import annotations

import base64
import json
from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from typing import Any, Literal, get_args

from frontdesk.core.errors import FrontdeskError

Align = Literal["left", "center", "right"]
Size = Literal["normal", "tall", "wide", "double"]
RuleStyle = Literal["line", "dashes", "double"]


class SlipUnreadable(FrontdeskError):
    """A stored slip is not what this program writes (data: reason)."""

    code = "printing.slip_unreadable"


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph; wraps where it is too long for the paper."""

    text: str
    align: Align = "left"
    bold: bool = False
    size: Size = "normal"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a row.

    `width` fixes it in columns of the paper; with 0 it takes its `share` of what the fixed cells leave, and
    with a share of 0 it is as wide as its text. A right-aligned cell is never shortened: it holds money.
    """

    text: str
    share: int = 1
    width: int = 0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells side by side on one row; a left or centred cell that is too long wraps inside its own width."""

    cells: tuple[Cell, ...]
    bold: bool = False
    size: Size = "normal"


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    style: RuleStyle = "line"


@dataclass(frozen=True, slots=True)
class Big:
    """A key number or a total: three times the size, or twice where that does not fit on one line."""

    text: str
    align: Align = "center"


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code of `data` (at most 512 bytes of UTF-8), `module_dots` dots a module, centred."""

    data: str
    module_dots: int = 6


@dataclass(frozen=True, slots=True)
class Barcode:
    """A Code 128 barcode of printable ASCII (1 to 40 characters), its text below it, centred."""

    data: str
    height_dots: int = 64

    @property
    def printable(self) -> str:
        """The characters that Code 128 set B can hold, at most 40."""
        return "".join(char for char in self.data if " " <= char <= "~")[:40]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture (PNG bytes), centred; wider ones are scaled to the paper."""

    png: bytes


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """Feed to the knife and cut; printers without a knife feed to the tear bar."""


Element = Text | Columns | Rule | Big | Qr | Barcode | Image | Feed | Cut

_KINDS: dict[str, type[Any]] = {
    "text": Text,
    "columns": Columns,
    "rule": Rule,
    "big": Big,
    "qr": Qr,
    "barcode": Barcode,
    "image": Image,
    "feed": Feed,
    "cut": Cut,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_CHOICES = {"align": get_args(Align), "size": get_args(Size), "style": get_args(RuleStyle)}
_DEFAULTS: dict[type[Any], tuple[tuple[str, Any], ...]] = {
    kind: tuple((each.name, each.default) for each in fields(kind)) for kind in (*_NAMES, Cell)
}

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Slip:
    """The lines of one slip, top to bottom."""

    lines: tuple[Element, ...]

    def to_json(self) -> str:
        """The slip as JSON text; what has its default is left out."""
        return '{"version":1,"lines":[' + ",".join(map(_json, self.lines)) + "]}"

    @classmethod
    def from_json(cls, text: str) -> Slip:
        """The slip that `to_json` wrote. Raises SlipUnreadable for anything else."""
        try:
            document = json.loads(text)
            if document["version"] != 1:
                raise SlipUnreadable(reason=f"version {document['version']}")
            return cls(tuple(_element(line) for line in document["lines"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SlipUnreadable(reason=str(error)) from error


def row(left: str, right: str, *, bold: bool = False, size: Size = "normal") -> Columns:
    """A label on the left and its value hard on the right, the commonest row of all."""
    return Columns((Cell(left), Cell(right, share=0, align="right")), bold=bold, size=size)


@lru_cache(maxsize=512)
def _json(element: Element) -> str:
    plain = _plain(element)
    text = _ENCODER.encode(plain)
    try:
        text.encode()
    except UnicodeEncodeError:  # a lone surrogate, which no database takes as it stands
        return json.dumps(plain, separators=(",", ":"))
    return text


def _plain(element: Element | Cell) -> dict[str, Any]:
    kind = type(element)
    plain: dict[str, Any] = {"kind": _NAMES[kind]} if kind is not Cell else {}
    for name, default in _DEFAULTS[kind]:
        value = getattr(element, name)
        if value == default:
            continue
        if name == "cells":
            value = [_plain(cell) for cell in value]
        elif isinstance(value, bytes):
            value = base64.b64encode(value).decode()
        plain[name] = value
    return plain


def _element(plain: dict[str, Any]) -> Element:
    kind = _KINDS[plain["kind"]]
    values = {name: value for name, value in plain.items() if name != "kind"}
    if kind is Columns:
        values["cells"] = tuple(_checked(Cell, cell) for cell in values["cells"])
    if kind is Image:
        values["png"] = base64.b64decode(values["png"], validate=True)
    element: Element = _checked(kind, values)
    return element


def _checked(kind: type[Any], values: dict[str, Any]) -> Any:
    allowed = dict(_DEFAULTS[kind])
    for name, value in values.items():
        if name not in allowed:
            raise ValueError(f"{kind.__name__} has no {name}")
        choices = _CHOICES.get(name)
        if choices is not None and value not in choices:
            raise ValueError(f"{name} can't be {value!r}")
        default = allowed[name]
        if choices is None and default is not MISSING and type(value) is not type(default):
            raise ValueError(f"{name} can't be {value!r}")
        if name in ("text", "data") and not isinstance(value, str):
            raise ValueError(f"{name} can't be {value!r}")
    return kind(**values)
