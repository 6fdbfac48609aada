"""Passwords and PINs as argon2id hashes (RFC 9106), and what makes one good enough."""

import hashlib
import hmac
import re
import secrets as random_source
import unicodedata
from threading import Lock

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from frontdesk.staff.errors import PasswordTooWeak, PinTooWeak
from frontdesk.staff.roles import MANAGING_ROLES
from frontdesk.store.secrets import Secrets

HOUSE_HASHING = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
"""t=3, 64 MiB. The parameters stand in each hash, so checking needs no setting."""
SAMPLE_HASHING = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
"""For the sample gym alone: its passwords are printed in the guide, a slow hash would protect nothing."""
LENGTH, MANAGING_LENGTH = 8, 10
MOST_CHARACTERS = 128

_PEPPER = "staff-pin-pepper"
_MAKING = Lock()
"""At the very first start the locked desk reads who works here while somebody already signs in."""
_PIN = re.compile(r"\d{4,6}", re.ASCII)
_SEQUENCES = ("0123456789012345", "9876543210987654")


def hash_password(password: str, hashing: PasswordHasher = HOUSE_HASHING) -> str:
    """The hash to store of a password."""
    return hashing.hash(_normal(password))


def fits(stored_hash: str, secret: str) -> bool:
    """Whether a password, or a PIN already keyed, is the one a hash was made of; takes its time either way."""
    try:
        return HOUSE_HASHING.verify(stored_hash, _normal(secret)[:MOST_CHARACTERS])
    except (VerificationError, InvalidHashError):
        return False


def spend_the_same_time(secret: str) -> None:
    """Do the work of a check for a user name nobody has, so that the answer takes as long."""
    hash_password(secret[:MOST_CHARACTERS])


def check_password(password: str, role: str, username: str) -> None:
    """Raise PasswordTooWeak: managers and owners need 10 characters, others 8; no user name, no four-letter drum."""
    at_least = MANAGING_LENGTH if role in MANAGING_ROLES else LENGTH
    normal = _normal(password)
    too_simple = len(set(normal)) < 4 or normal.casefold() == username.casefold() or normal in _SEQUENCES[0]
    if not at_least <= len(normal) <= MOST_CHARACTERS or too_simple:
        raise PasswordTooWeak(at_least=at_least)


def check_pin(pin: str) -> None:
    """Raise PinTooWeak unless it is 4 to 6 ASCII digits, neither one digit repeated nor a run up or down."""
    if _PIN.fullmatch(pin) is None or len(set(pin)) == 1 or any(pin in run for run in _SEQUENCES):
        raise PinTooWeak()


def commitment(stored_hash: str) -> str:
    """What the books hold of a stored hash: enough to see it was replaced, useless for guessing."""
    return hashlib.sha256(stored_hash.encode("utf-8", "surrogatepass")).hexdigest()


def keyed_pin(secrets: Secrets, pin: str) -> str:
    """A PIN mixed with this computer's secret: 10,000 guesses are nothing, so a stolen database must not suffice."""
    return hmac.new(_pepper(secrets), b"pin:" + pin.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def keyed_username(secrets: Secrets, username: str) -> str:
    """A typed user name that nobody has, as it may be kept: somebody may have typed the password there."""
    return hmac.new(_pepper(secrets), b"who:" + username.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def computer(secrets: Secrets) -> str:
    """The name of this computer's PIN secret, 16 hex digits: PINs belong to the computer they were set on."""
    return hashlib.sha256(b"computer:" + _pepper(secrets)).hexdigest()[:16]


def _pepper(secrets: Secrets) -> bytes:
    with _MAKING:
        pepper = secrets.read(_PEPPER)
        if pepper is None:
            pepper = random_source.token_bytes(32)
            secrets.write(_PEPPER, pepper)
        return pepper


def _normal(secret: str) -> str:
    # Input methods may send an accented letter as one character or as two, and half an emoji can't be hashed.
    whole = secret.encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", whole)
