"""Days made up by chance: print, ledger, report, PDF and workbook say the same to the fen."""

import io
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import Connection, text

from frontdesk.app.schema import derivations
from frontdesk.books.verify import verify
from frontdesk.core.i18n import t_in
from frontdesk.core.money import yuan
from frontdesk.handover.sheet import handover_sheet
from frontdesk.reports.daily import DailyReport
from frontdesk.reports.daily_json import as_record
from frontdesk.reports.daily_pdf import daily_pdf
from frontdesk.reports.daily_xlsx import daily_xlsx
from frontdesk.visits.queries import in_house, stray_cards
from tests.faults.lengths import often
from tests.printing.escpos_decoder import decode
from tests.reports.conftest import gyms
from tests.reports.random_gym import Gym
from tests.reports.xlsx_reader import ReadSheet, fen, read_workbook

__all__ = ["gyms"]

SEEDS = range(11, 11 + often(3, 50))
DAYS_A_GYM = often(8, 20)
STEPS = often(45, 30)
TENDERS = ("cash", "wechat", "alipay", "bankcard", "balance")
FIGURE = re.compile(r"(-?)￥?(-?)([\d,]+)\.(\d\d)$")


@dataclass
class Paper:
    """The figures of one printed receipt, read from the bytes that went to the printer."""

    kind: str
    lines_fen: int = 0
    total_fen: int | None = None
    tenders: Counter[str] = field(default_factory=Counter)


@pytest.mark.timeout(often(120, 600))
@pytest.mark.parametrize("seed", SEEDS)
def test_paper_ledger_report_pdf_and_workbook_agree(gyms: Callable[[int], Gym], seed: int) -> None:  # fault table 16
    gym = gyms(seed)  # K02 G14
    seen: dict[str, DailyReport] = {}
    for place in range(DAYS_A_GYM):
        on = date(2026, 11, 23) + timedelta(days=place)
        day = gym.day((on.year, on.month, on.day), STEPS, final=place % 3 != 2)
        report = seen[day] = gym.report(day)
        assert report.failed_checks == ()
        # Eight on a day that was paid in one way only.
        assert len(report.checks) >= 8 and len(report.receipts) >= 2
        with gym.store.read() as connection:
            check_ledger(connection, report)
            check_paper(connection, report)
            check_people_and_things(connection, report)
        check_files(gym, report, ("zh", "en")[place % 2])
    with gym.store.read() as connection:
        assert verify(connection, derivations()).findings == ()
    for day, then in seen.items():  # a day long past reads as it did when it ended
        now = gym.report(day)
        assert replace(now, prepared_at="", is_final=True) == replace(then, prepared_at="", is_final=True)
        assert now.is_final
    gym.store.close()


# The ledger.


def check_ledger(connection: Connection, report: DailyReport) -> None:
    """The report's figures are what sums over the raw tables come to."""
    day, takings = report.business_day, report.takings
    tenders = {money.name: money.net_fen for money in takings.tenders}
    assert tenders == money_by_hand(connection, day)
    categories = {money.name: money.net_fen for money in takings.categories}
    top_ups = {"top_up": takings.top_ups.net_fen}
    found = {name: amount for name, amount in (categories | top_ups).items() if amount}
    assert found == categories_by_hand(connection, day)
    assert sum(tenders.values()) == sum(categories.values()) + top_ups["top_up"] + takings.deposits.net_fen
    total = "SELECT SUM(total_fen) FROM sales WHERE business_day = :day"
    assert one(connection, total, day=day) == report.receipts_fen
    sheets = [handover_sheet(connection, shift.id) for shift in report.shifts]
    assert sum(sheet.cash_in_fen - sheet.cash_out_fen for sheet in sheets) == tenders["cash"]
    handed_in = sum(shift.handed_in_fen or 0 for shift in report.shifts)
    assert sum(sheet.handed_in_fen for sheet in sheets) == handed_in
    differences = sum(each.difference_fen for each in report.differences if each.tender != "float")
    assert sum(sheet.difference_fen for sheet in sheets) == differences


def one(connection: Connection, sql: str, **values: str) -> int:
    return int(connection.execute(text(sql), values).scalar() or 0)


def money_by_hand(connection: Connection, day: str) -> dict[str, int]:
    """Net of each tender: drawers and outside services by the ledger's accounts, balances by the receipts' rows."""
    moved = (
        "SELECT SUM(p.quantity) FROM postings p JOIN entries e ON e.id = p.entry_id WHERE e.business_day = :day"
        " AND p.unit = 'CNY' AND p.account LIKE :account AND e.kind NOT IN ('float', 'over_short', 'hand_in')"
    )
    found = {name: one(connection, moved, day=day, account=f"tender/{name}") for name in TENDERS[1:4]}
    found["cash"] = one(connection, moved, day=day, account="cash/drawer/%")
    paid = (
        "SELECT SUM(t.amount_fen) FROM sale_tenders t JOIN sales s ON s.id = t.sale_id"
        " WHERE s.business_day = :day AND t.kind = 'balance'"
    )
    fees_to_members = (
        "SELECT SUM(p.quantity) FROM postings p JOIN entries e ON e.id = p.entry_id WHERE e.business_day = :day"
        " AND e.kind = 'key_fee_returned' AND p.account LIKE 'member/%'"
    )
    found["balance"] = one(connection, paid, day=day) + one(connection, fees_to_members, day=day)
    return found


def categories_by_hand(connection: Connection, day: str) -> dict[str, int]:
    """Net of each category: the receipts' lines that were paid, and what keys' fees and deposits did without one."""
    lines = text(
        "SELECT l.category, SUM(l.amount_fen) FROM sale_lines l JOIN sales s ON s.id = l.sale_id"
        " WHERE s.business_day = :day AND NOT EXISTS"
        " (SELECT 1 FROM sale_tenders t WHERE t.sale_id = s.id AND t.kind = 'tab') GROUP BY l.category"
    )
    found = {name: int(amount) for name, amount in connection.execute(lines, {"day": day})}
    fees = (
        "SELECT SUM(-p.quantity) FROM postings p JOIN entries e ON e.id = p.entry_id WHERE e.business_day = :day"
        " AND e.kind IN ('key_fee_returned', 'deposit_kept') AND (p.account = 'revenue/keys' OR p.account LIKE 'due/%')"
    )
    found["keys"] = found.get("keys", 0) + one(connection, fees, day=day)
    return {name: amount for name, amount in found.items() if amount}


# What was printed.


def check_paper(connection: Connection, report: DailyReport) -> None:
    """Every receipt's own figures add up, and all of them, with the corrections, come to the report's."""
    sums: Counter[str] = Counter()
    for row in report.receipts:
        paper = paper_of(connection, row.number)
        assert paper.total_fen == paper.lines_fen == sum(paper.tenders.values()) == row.total_fen, row.number
        assert paper.kind == row.kind
        for tender, amount in paper.tenders.items():
            sums[tender] += amount
    for each in report.corrections:
        sums[each.from_tender] -= each.amount_fen
        sums[each.to_tender] += each.amount_fen
    assert sums.pop("tab", 0) == report.tab_fen
    by_report = {name: amount for name, amount in report.takings.receipt_tenders if amount}
    assert {name: amount for name, amount in sums.items() if amount} == by_report


def paper_of(connection: Connection, number: str) -> Paper:
    """The first print of a receipt: head, then lines, then total, tenders and change, between rules."""
    found = text("SELECT payload FROM print_jobs WHERE document = :document AND copy = 0")
    data = connection.execute(found, {"document": f"receipt/{number}"}).scalar_one()
    parts: list[list[str]] = [[]]
    for line in decode(bytes(data)).lines:
        if line.text and not line.text.strip("─-"):
            parts.append([])
        else:
            parts[-1].append(line.text)
    head, items, sums = parts[:3]
    kinds = {t_in("zh", f"cashier.slip.{kind}"): kind for kind in ("sale", "tab", "refund")}
    paper = Paper(next(kinds[line.strip()] for line in head if line.strip() in kinds))
    assert any(line.endswith(number) for line in head)
    words = {t_in("zh", f"cashier.tender.{tender}"): tender for tender in (*TENDERS, "tab")}
    paper.lines_fen = sum(figure(line) or 0 for line in items)
    change = 0
    for row in sums:
        word, amount = row.split()[0] if row.split() else "", figure(row)
        if amount is None:
            continue
        if word == t_in("zh", "cashier.slip.total"):
            paper.total_fen = amount
        elif word == t_in("zh", "cashier.slip.change"):
            change = amount
        elif word in words:
            paper.tenders[words[word]] += amount
    if change:
        paper.tenders["cash"] -= change
    return paper


def figure(line: str) -> int | None:
    """The amount at a line's end, in fen."""
    found = FIGURE.search(line)
    if found is None:
        return None
    amount = int(found[3].replace(",", "")) * 100 + int(found[4])
    return -amount if found[1] or found[2] else amount


# Files.


def check_files(gym: Gym, report: DailyReport, language: str) -> None:
    """JSON, PDF and workbook have the report's figures."""
    record: dict[str, Any] = json.loads(json.dumps(as_record(report), ensure_ascii=False))
    tenders = {money.name: money.net_fen for money in report.takings.tenders}
    assert {line["name"]: line["net_fen"] for line in record["takings"]["by_tender"]} == tenders
    assert record["takings"]["net_fen"] == sum(tenders.values())
    assert record["agrees"] is True
    check_pdf(gym, report, language)
    check_workbook(gym, report, language)


def check_pdf(gym: Gym, report: DailyReport, language: str) -> None:
    file = daily_pdf(report, language=language, zone=gym.clock.zone())
    words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.data)).pages).splitlines()
    for money in report.takings.tenders:
        expected = [yuan(money.taken_fen), yuan(-money.given_back_fen), yuan(money.net_fen)]
        assert cells_after(words, t_in(language, f"cashier.tender.{money.name}"), 3) == expected
    assert cells_after(words, t_in(language, "reports.total"), 3)[2] == yuan(report.takings.net_fen)
    listed = words[len(words) - 1 - words[::-1].index(t_in(language, "reports.heading.receipts")) :]
    for row in report.receipts:
        assert yuan(row.total_fen) in cells_after(listed, row.number, 8)
    assert report.journal.head in re.sub(r"\s", "", "".join(words))


def cells_after(words: list[str], label: str, number: int) -> list[str]:
    """The cells of the first row that begins with a label."""
    at = words.index(label)
    return words[at + 1 : at + 1 + number]


def check_workbook(gym: Gym, report: DailyReport, language: str) -> None:
    """Each sheet's figures, read back as numbers, are the report's, and its sums those of its columns."""
    sheets = read_workbook(daily_xlsx(report, language=language, zone=gym.clock.zone()).data)

    def sheet(name: str) -> ReadSheet:
        return sheets[t_in(language, f"reports.sheet.{name}")]

    def column(name: str, head: str, with_sum: bool = True) -> list[int]:
        title = head if head in words else t_in(language, f"reports.column.{head}")
        found = [fen(cell) if cell is not None else 0 for cell in sheet(name).column(title)]
        if with_sum and found:
            assert found[-1] == sum(found[:-1]), (name, head)
        return found[:-1] if with_sum else found

    words = {t_in(language, f"cashier.tender.{tender}") for tender in TENDERS}
    money = report.takings
    for name, lines in (("tender", money.tenders), ("paid_for", money.paid_for)):
        assert column(name, "taken") == [line.taken_fen for line in lines]
        assert column(name, "given_back") == [-line.given_back_fen for line in lines]
        assert column(name, "net") == [line.net_fen for line in lines]
    assert column("receipts", "amount") == [row.total_fen for row in report.receipts]
    for tender in TENDERS:
        paid = [dict(row.tenders).get(tender, 0) for row in report.receipts]
        assert column("receipts", t_in(language, f"cashier.tender.{tender}")) == paid
    assert column("refunds", "amount") == [-row.amount_fen for row in report.refunds]
    assert column("dues", "open") == [line.open_fen for line in money.dues]
    assert column("sold", "amount") == [row.amount_fen for row in report.sold]
    assert column("corrections", "amount", with_sum=False) == [row.amount_fen for row in report.corrections]
    assert column("shifts", "handed_in", with_sum=False) == [row.handed_in_fen for row in report.shifts]
    assert column("differences", "difference", with_sum=False) == [row.difference_fen for row in report.differences]
    overview = sheets[t_in(language, "reports.daily.title")].column(t_in(language, "reports.column.value"))
    assert fen(overview[0]) == money.net_fen and fen(overview[3]) == report.difference_fen
    assert not any(each.formulas for each in sheets.values())


def check_people_and_things(connection: Connection, report: DailyReport) -> None:
    """Nobody is inside any more, and every card that isn't with its owner is listed (G13)."""
    assert in_house(connection) == [] and report.coming.inside == ()
    strays = {f"card/{card.card_number}" for card in stray_cards(connection)}
    assert {card.thing for card in report.things.cards_not_returned} == strays
