"""What the store refuses, each with a code the window turns into words."""

from frontdesk.core.errors import FrontdeskError


class SqliteTooOld(FrontdeskError):
    """The SQLite library carries the WAL-reset bug (fixed in 3.51.3); ``version`` is the one found."""

    code = "store.sqlite_too_old"


class NetworkPath(FrontdeskError):
    """The database file lies on a network share, where SQLite loses rows without an error; ``path``."""

    code = "store.network_path"


class AddressUnfit(FrontdeskError):
    """What names the database is neither a SQLite nor a PostgreSQL address; ``reason`` never holds a password."""

    code = "store.address"


class DamagedFile(FrontdeskError):
    """The database file is damaged, not a database, or encrypted under another key; ``path``, ``reason``."""

    code = "store.damaged"


class NewerSchema(FrontdeskError):
    """The database was last used by a newer version of the program; ``found`` and ``known`` revisions."""

    code = "store.newer_schema"


class OlderSchema(FrontdeskError):
    """The database needs ``frontdesk db upgrade`` first; ``found`` and ``known`` revisions."""

    code = "store.older_schema"


class NoDatabase(FrontdeskError):
    """There is no database at this place; ``path``."""

    code = "store.missing"


class DatabaseBusy(FrontdeskError):
    """Another program held the database longer than the time allowed; nothing was written."""

    code = "store.busy"


class DiskFull(FrontdeskError):
    """The disk is full or can't be written; nothing was written; ``reason``."""

    code = "store.disk"


class SecretUnreadable(FrontdeskError):
    """A key or secret of this computer can't be read or kept; nothing was written; ``name``, ``reason``."""

    code = "store.secret"


class ValueUnfit(FrontdeskError):
    """A value that a rule of the tables refuses, such as a negative validity; nothing was written; ``reason``."""

    code = "store.unfit"


class DatabaseUnreachable(FrontdeskError):
    """The database server doesn't answer; whether the last commit arrived is told by asking again with its key."""

    code = "store.unreachable"
