"""Keys of intents."""

import uuid


def new_key() -> str:
    """A new idempotency key, made once for each thing somebody wants done."""
    return uuid.uuid4().hex
