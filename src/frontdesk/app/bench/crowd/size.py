"""How large a crowd is."""

from dataclasses import dataclass

from frontdesk.core.canonical import canonical_json


@dataclass(frozen=True, slots=True)
class Crowd:
    """How large a gym: ``days`` is over how long the receipts are spread."""

    members: int = 100_000
    sales: int = 50_000
    days: int = 1_095

    @property
    def written(self) -> str:
        """How a file says which crowd it holds."""
        return canonical_json(self)
