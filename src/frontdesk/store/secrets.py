"""Keys and secrets: the system's keyring, else files only the user can read; never the database."""

import base64
import os
from functools import cached_property
from pathlib import Path
from typing import Protocol

from frontdesk.store.errors import SecretUnreadable

_SERVICE = "frontdesk"


class Secrets(Protocol):
    """A place for secrets by name. Both raise SecretUnreadable when the disk or the keyring fails."""

    def read(self, name: str) -> bytes | None:
        """The secret, or None when there is none of that name."""
        ...

    def write(self, name: str, value: bytes) -> None:
        """Keep a secret, replacing an older one."""
        ...


class FileSecrets:
    """Secrets as files of mode 0600 in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise SecretUnreadable(name=name, reason=str(error)) from error

    def write(self, name: str, value: bytes) -> None:
        try:
            self._replace(name, value)
        except OSError as error:
            raise SecretUnreadable(name=name, reason=str(error)) from error

    def _replace(self, name: str, value: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = self._folder / f"{name}.new"
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(value)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._folder / name)


class KeyringSecrets:
    """Secrets in the system's keyring (DPAPI on Windows), one set for each data folder."""

    def __init__(self, folder: Path) -> None:
        self._prefix = str(folder.resolve())

    def read(self, name: str) -> bytes | None:
        import keyring
        from keyring.errors import KeyringError

        try:
            found = keyring.get_password(_SERVICE, f"{self._prefix}:{name}")
        except KeyringError as error:
            raise SecretUnreadable(name=name, reason=str(error)) from error
        return base64.b64decode(found) if found is not None else None

    def write(self, name: str, value: bytes) -> None:
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(_SERVICE, f"{self._prefix}:{name}", base64.b64encode(value).decode("ascii"))
        except KeyringError as error:
            raise SecretUnreadable(name=name, reason=str(error)) from error


class HouseSecrets:
    """The keyring where this system has one, else files under ``folder/secrets``.

    A folder that already holds secret files keeps using them, so that a keyring that appears later hides nothing. Which
    of the two it is, is found out when the first secret is wanted: the start need not wait for the keyring.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        return self._found.read(name)

    def write(self, name: str, value: bytes) -> None:
        self._found.write(name, value)

    @cached_property
    def _found(self) -> Secrets:
        if secrets_kind(self._folder) == "files":
            return FileSecrets(self._folder / "secrets")
        return KeyringSecrets(self._folder)


def secrets_kind(folder: Path) -> str:
    """Where the secrets of a data folder lie: ``keyring`` or ``files``."""
    return "files" if (folder / "secrets").is_dir() or not _keyring_works() else "keyring"


def _keyring_works() -> bool:
    import keyring
    from keyring.backends.fail import Keyring as NoKeyring

    return not isinstance(keyring.get_keyring(), NoKeyring)
