"""What a card reader tells the house: small facts, frozen, in the past tense."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

RANDOM_UID_MARK = "08"
RANDOM_UID_LENGTH = 8


class CardKind(StrEnum):
    """The families of cards that the counter tells apart."""

    MIFARE_CLASSIC_1K = "mifare-classic-1k"
    MIFARE_CLASSIC_4K = "mifare-classic-4k"
    MIFARE_MINI = "mifare-mini"
    MIFARE_PLUS = "mifare-plus"
    ULTRALIGHT = "ultralight"
    """Ultralight, Ultralight C and NTAG: readers give them all one name. Finer ones are had by asking the card."""
    ULTRALIGHT_C = "ultralight-c"
    ULTRALIGHT_EV1 = "ultralight-ev1"
    NTAG_213 = "ntag-213"
    NTAG_215 = "ntag-215"
    NTAG_216 = "ntag-216"
    DESFIRE = "desfire"
    DESFIRE_EV1 = "desfire-ev1"
    DESFIRE_EV2 = "desfire-ev2"
    DESFIRE_EV3 = "desfire-ev3"
    NTAG_424 = "ntag-424"
    CPU = "cpu"
    """Any other card that speaks ISO 14443-4, bank cards among them."""
    PHONE = "phone"
    """One that speaks ISO 14443-4 under a UID drawn by chance: a phone or a watch, a passport."""
    FELICA = "felica"
    ISO15693 = "iso15693"
    UNKNOWN = "unknown"


class Place(StrEnum):
    """Where a reader stands; a setting of each reader."""

    DESK = "desk"
    DOOR = "door"
    """Beside the clerk: who taps there is named in passing, and nothing is asked, decided or handed out for it."""
    OFF = "off"
    """Not used at all, so that another program has it for itself."""


class ReaderCondition(StrEnum):
    """How the reader side stands as a whole."""

    READY = "ready"
    NO_READER = "no_reader"
    NO_SERVICE = "no_service"
    FAILED = "failed"


class UnreadableReason(StrEnum):
    """Why a card that was seen gave no UID."""

    PULLED = "pulled"
    NO_UID = "no_uid"
    """The card or the reader doesn't tell a UID: a bank card in a contact slot, for instance."""
    SILENT = "silent"
    """It lies there and doesn't answer: upside down, broken, two cards at once, or in another program's use."""


@dataclass(frozen=True, slots=True)
class CardPresented:
    """A card was laid on a reader and told its UID."""

    uid: str
    """Upper-case hex, 8, 14, 16 or 20 letters, in the order in which the card tells it."""
    atr: str
    """Upper-case hex."""
    reader: str
    kind: CardKind
    at: datetime
    place: Place = Place.DESK
    """Where its reader stands."""

    @property
    def uid_is_random(self) -> bool:
        """Whether the UID is drawn anew at every tap (ISO 14443-3: four bytes that begin with 08; phones,
        passports), so that it can't say who it is."""
        return len(self.uid) == RANDOM_UID_LENGTH and self.uid.startswith(RANDOM_UID_MARK)


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card that was last presented on this reader is gone, or can't be vouched for any more."""

    reader: str
    uid: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """Something was laid on a reader, and no UID could be had from it; the clerk should be told to tap again."""

    reader: str
    reason: UnreadableReason
    at: datetime
    place: Place = Place.DESK


@dataclass(frozen=True, slots=True)
class ReaderState:
    """How the reader side stands; sent when it changes, and once at the start."""

    condition: ReaderCondition
    readers: tuple[str, ...]
    detail: str
    """For the log and "copy details": the service's code as ``0x8010001D``, or what the import said."""
    at: datetime
    off: tuple[str, ...] = ()
    """Readers that are there, and by the settings not used."""


ReaderEvent = CardPresented | CardRemoved | CardUnreadable | ReaderState
