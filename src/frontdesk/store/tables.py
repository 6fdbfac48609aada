"""Tables of the store itself."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, strict


class Sequence(Base):
    """The last number given out in a gap-free series such as receipts of a counter and day."""

    __tablename__ = "sequences"
    __table_args__ = strict(CheckConstraint("last >= 0", name="last_not_negative"))

    name: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]
