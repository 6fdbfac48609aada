"""A receipt that nobody paid, to see how the house's slips look."""

from frontdesk.cashier.asked import PricedLine, TenderAsk
from frontdesk.cashier.slips import Facts, receipt
from frontdesk.cashier.tenders import change_of
from frontdesk.core.i18n import t_in
from frontdesk.printing.look import SlipLook
from frontdesk.printing.slip import Slip


def preview_png(look: SlipLook, columns: int) -> bytes:
    """The sample receipt as a picture of a paper of `columns`, PNG."""
    from frontdesk.printing.picture import render_png

    return render_png(sample_receipt(look), columns)


def sample_receipt(look: SlipLook) -> Slip:
    """Two drinks and a towel for cash, by a member who was there with key 118."""
    language = look.language
    lines = tuple(
        PricedLine("goods", quantity, price_fen, 0, "bar", t_in("zh", words), t_in("en", words), sku=words)
        for words, quantity, price_fen in (
            ("devices.slips.sample.water", 2, 300),
            ("devices.slips.sample.towel", 1, 500),
        )
    )
    tenders = (TenderAsk("cash", 1_100, 2_000),)
    facts = Facts(
        kind="sale",
        number="1-20261123-0042",
        at="2026-11-23 18:42",
        counter="1",
        clerk=t_in(language, "devices.slips.sample.clerk"),
        journal="3f2a 91bc 07de",
        look=look,
        member="M000118",
        key_code="118",
        balance_fen=12_850,
    )
    return receipt(facts, lines, tenders, change_of(tenders), language)
