"""Seals: Ed25519 signatures over the chain's head, made at each handover and day closing."""

from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import select

from frontdesk.books.action import Action
from frontdesk.books.tables import Seal, SigningKey
from frontdesk.core.canonical import canonical_json, sha256_hex
from frontdesk.store.errors import SecretUnreadable
from frontdesk.store.secrets import Secrets

_SECRET = "journal-signing-key"


@dataclass(frozen=True, slots=True)
class SealMark:
    """What a handover sheet prints of a seal: the sealed place and head, and the key's fingerprint."""

    journal_id: int
    head: str
    fingerprint: str


def signing_key(secrets: Secrets) -> Ed25519PrivateKey:
    """This counter's signing key, made at its first use. Raises SecretUnreadable for a damaged one."""
    stored = secrets.read(_SECRET)
    if stored is None:
        key = Ed25519PrivateKey.generate()
        secrets.write(_SECRET, key.private_bytes_raw())
        return key
    try:
        return Ed25519PrivateKey.from_private_bytes(stored)
    except ValueError as error:
        raise SecretUnreadable(name=_SECRET, reason=str(error)) from error


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half, as 64 hex digits."""
    return key.public_key().public_bytes_raw().hex()


def fingerprint(public_key: str) -> str:
    """The first 16 hex digits of a public key's hash, for paper."""
    return sha256_hex(public_key)[:16]


def announce_key(act: Action[Any]) -> None:
    """Record this counter's public key in the books; to be called before the record of an action that will seal."""
    public = public_hex(signing_key(act.store.secrets))
    if act.connection.execute(select(SigningKey.id).where(SigningKey.public_key == public)).first() is None:
        act.insert(SigningKey, public_key=public, counter=act.actor.counter)


def seal(act: Action[Any], kind: str) -> SealMark:
    """Sign the chain's head, which is the record of this very action; ``kind`` is ``handover`` or ``day``."""
    mark = act.record()
    key = signing_key(act.store.secrets)
    last = act.connection.execute(select(Seal.id, Seal.signature).order_by(Seal.id.desc()).limit(1)).first()
    values: dict[str, Any] = {
        "id": (last.id if last else 0) + 1,
        "journal_id": mark.id,
        "head": mark.hash,
        "at": act.now,
        "kind": kind,
        "previous_signature": last.signature if last else "",
        "public_key": public_hex(key),
    }
    act.tx.insert(Seal, **values, signature=key.sign(signed_text(values).encode()).hex())
    return SealMark(mark.id, mark.hash, fingerprint(values["public_key"]))


def signed_text(values: dict[str, Any]) -> str:
    """The text a seal signs: all its columns but the signature."""
    return canonical_json({name: value for name, value in values.items() if name != "signature"})


def signature_holds(values: dict[str, Any]) -> bool:
    """Whether a stored seal's signature fits its columns."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(values["public_key"]))
        key.verify(bytes.fromhex(values["signature"]), signed_text(values).encode("utf-8", "surrogatepass"))
    except (InvalidSignature, ValueError):
        return False
    return True
