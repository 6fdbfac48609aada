"""The spool's table: state, not books. What was sold is in the books; this says what became of its paper."""

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.store.base import Base, strict


class PrintJob(Base):
    """One slip on its way to one printer of one counter.

    `copy` is 0 for the original and n for the nth copy, whose paper says so. `state` is one of ``queued``,
    ``sending``, ``done`` (acknowledged), ``unconfirmed`` (the printer can't acknowledge), ``refused`` (nothing of it
    was sent; tried again by itself), ``uncertain`` (some may be on paper; a person decides), ``cancelled``.
    `answer` is what a person said of an uncertain one: ``came_out`` or ``printed_again``. `slip` is empty for the
    cash drawer's pulse.
    """

    __tablename__ = "print_jobs"
    __table_args__ = strict(
        UniqueConstraint("document", "copy"),
        CheckConstraint(
            "state IN ('queued', 'sending', 'done', 'unconfirmed', 'refused', 'uncertain', 'cancelled')",
            name="state_known",
        ),
        CheckConstraint("answer IN ('', 'came_out', 'printed_again')", name="answer_known"),
        CheckConstraint("copy >= 0", name="copy_not_negative"),
        CheckConstraint("attempts >= 0", name="attempts_not_negative"),
        Index("ix_print_jobs_counter_state", "counter", "state"),
        Index("ix_print_jobs_counter", "counter", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document: Mapped[str]
    copy: Mapped[int]
    kind: Mapped[str]
    counter: Mapped[str]
    printer: Mapped[str]
    language: Mapped[str]
    slip: Mapped[str]
    payload: Mapped[bytes]
    state: Mapped[str]
    answer: Mapped[str]
    attempts: Mapped[int]
    error: Mapped[str]
    created_at: Mapped[str]
    sending_at: Mapped[str]
    finished_at: Mapped[str]
