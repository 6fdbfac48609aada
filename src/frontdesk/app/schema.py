"""All tables of the program, and the checks that need to know them all."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import frontdesk

if TYPE_CHECKING:
    from frontdesk.books.finding import Derivation

HEAD_REVISION = "0004"
"""The newest migration in ``app/migrations``, named here so that a start need not load Alembic."""

AREAS_WITHOUT_TABLES = ("core", "ui", "app")


def load_all_tables() -> None:
    """Import every area's ``tables`` module, so that the metadata is complete."""
    for area in iter_modules(frontdesk.__path__):
        if area.ispkg and area.name not in AREAS_WITHOUT_TABLES:
            package = import_module(f"frontdesk.{area.name}")
            if any(module.name == "tables" for module in iter_modules(package.__path__)):
                import_module(f"frontdesk.{area.name}.tables")


def known_revisions() -> set[str]:
    """Every revision this version of the program can upgrade from or is at."""
    return {path.name.split("_")[0] for path in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py")}


def derivations() -> Sequence[Derivation]:
    """The checks of all tables that hold present states. All tables are known afterwards, as a verification needs."""
    from frontdesk.cards.queries import cards_hold
    from frontdesk.cards.token_state import tokens_hold
    from frontdesk.cashier.receipt_numbers import receipt_numbers_hold
    from frontdesk.custody.queries import holdings_hold
    from frontdesk.handover.queries import shifts_hold
    from frontdesk.keys.queries import keys_hold
    from frontdesk.members.contracts import contract_states_hold
    from frontdesk.members.queries import persons_hold, photos_hold
    from frontdesk.staff.queries import accounts_hold
    from frontdesk.stock.queries import goods_hold
    from frontdesk.visits.going_on import open_visits_hold

    load_all_tables()
    return (
        holdings_hold,
        open_visits_hold,
        keys_hold,
        accounts_hold,
        shifts_hold,
        contract_states_hold,
        persons_hold,
        photos_hold,
        cards_hold,
        tokens_hold,
        goods_hold,
        receipt_numbers_hold,
    )
