"""K01: nothing printed in practice can pass as real, whichever half of the paper somebody holds."""

import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from frontdesk.core.actor import Actor
from frontdesk.core.clock import utc_text
from frontdesk.printing.pdf import PdfDocument
from frontdesk.printing.print_again import PrintAgainRequest, print_again
from frontdesk.printing.queries import job
from frontdesk.printing.spool import enqueue
from frontdesk.printing.tables import PrintJob
from frontdesk.printing.training import use_training
from frontdesk.store.store import Store
from tests.printing.escpos_decoder import decode
from tests.printing.samples import receipt


@pytest.fixture
def training() -> Iterator[None]:
    use_training(True)
    yield
    use_training(False)


def printed(store: Store, job_id: int) -> list[str]:
    with store.read() as connection:
        payload = connection.execute(select(PrintJob.payload).where(PrintJob.id == job_id)).scalar_one()
    return [line.text for line in decode(payload).lines if line.text]


def queued(store: Store, document: str, language: str) -> int:
    with store.write() as tx:
        at = utc_text(store.clock.now())
        made = enqueue(tx, document=document, slip=receipt(), language=language, counter="1", created_at=at)
        tx.commit()
    return made


@pytest.mark.usefixtures("training")
@pytest.mark.parametrize(("language", "words"), [("zh", "培训练习 不作凭证"), ("en", "TRAINING – not valid")])
def test_a_slip_says_so_at_its_head_and_its_foot(store: Store, language: str, words: str) -> None:
    lines = printed(store, queued(store, "receipt/1", language))
    assert (lines[0], lines[-1]) == (words, words)
    assert lines.count(words) == 2


def test_a_copy_of_a_real_slip_made_in_practice_says_so(store: Store, actor: Actor) -> None:
    real = queued(store, "receipt/1", "zh")
    assert not any("培训" in line for line in printed(store, real))
    use_training(True)
    try:
        for key in "ab":
            copy = print_again(store, actor, PrintAgainRequest(key, "receipt/1"))
            lines = printed(store, copy.job_id)
            assert lines.count("培训练习 不作凭证") == 2
            assert "补打" in lines[0]
    finally:
        use_training(False)
    with store.read() as connection:
        assert job(connection, real) is not None


def pages(language: str) -> list[str]:
    document = PdfDocument(title="日报", printed_by="a", printed_at="2026-11-23 09:00", language=language)
    document.new_page()
    return [page.extract_text() for page in PdfReader(io.BytesIO(document.finish().data)).pages]


@pytest.mark.parametrize(("language", "words"), [("zh", "培训练习 不作凭证"), ("en", "TRAINING – not valid")])
def test_every_page_of_a_pdf_says_so(language: str, words: str) -> None:
    assert not any(words in page for page in pages(language))
    use_training(True)
    try:
        assert [words in page for page in pages(language)] == [True, True]
    finally:
        use_training(False)
