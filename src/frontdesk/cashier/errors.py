"""What the till refuses."""

from frontdesk.core.errors import FrontdeskError


class NothingToSell(FrontdeskError):
    """The receipt has no lines."""

    code = "cashier.nothing"


class PriceChanged(FrontdeskError):
    """An article costs something else now than the screen showed; ``name``, ``shown`` and ``now`` as amounts."""

    code = "cashier.price_changed"


class GoodsInactive(FrontdeskError):
    """The article is no longer sold; ``name``."""

    code = "cashier.goods_inactive"


class OutOfStock(FrontdeskError):
    """Fewer pieces are booked on the shelf than are to be sold; ``name``, ``on_hand`` and ``asked``."""

    code = "cashier.out_of_stock"


class QuantityRefused(FrontdeskError):
    """A quantity must be from 1 to ``most``; ``quantity``."""

    code = "cashier.quantity"


class DiscountRefused(FrontdeskError):
    """A discount can't be negative, more than the line, or given on a due or a top-up; ``discount``."""

    code = "cashier.discount"


class TendersDontFit(FrontdeskError):
    """The tenders don't sum up to the total; ``total`` and ``tendered`` as amounts."""

    code = "cashier.tenders_dont_fit"


class TenderRefused(FrontdeskError):
    """This tender can't be taken so; ``kind`` and ``reason`` (a stable word, see ``tenders.check``)."""

    code = "cashier.tender_refused"


class CashTooLittle(FrontdeskError):
    """Less cash was received than is to be paid with it; ``received`` and ``due`` as amounts."""

    code = "cashier.cash_too_little"


class MemberNeeded(FrontdeskError):
    """This needs a member on the receipt."""

    code = "cashier.member_needed"


class DueChanged(FrontdeskError):
    """What is owed of a due is not what the screen showed; ``shown`` and ``now`` as amounts."""

    code = "cashier.due_changed"


class TopUpRefused(FrontdeskError):
    """A top-up outside the limits of the prepaid card rules; ``most`` as an amount."""

    code = "cashier.top_up_refused"


class SaleUnknown(FrontdeskError):
    """There is no such receipt; ``number``."""

    code = "cashier.sale_unknown"


class NotRefundable(FrontdeskError):
    """More than what is left of a line can't be refunded, nor a refund itself; ``left`` pieces."""

    code = "cashier.not_refundable"


class TabCollected(FrontdeskError):
    """What was put on the tab has been paid: refund the receipt that collected it first."""

    code = "cashier.tab_collected"


class CorrectionRefused(FrontdeskError):
    """The tender can't be corrected; ``reason`` is ``closed``, ``refunded``, ``kind`` or ``amount``."""

    code = "cashier.correction_refused"


class ReasonMissing(FrontdeskError):
    """This needs a reason."""

    code = "cashier.reason_missing"


class OwnShortage(FrontdeskError):
    """Nobody waives what they owe themselves."""

    code = "cashier.own_shortage"


class InvoiceNoted(FrontdeskError):
    """An invoice is noted for this receipt already, or was handed over already; ``number``."""

    code = "cashier.invoice_noted"


class InvoiceInvalid(FrontdeskError):
    """An invoice needs a title, and a tax number has 15 to 20 capital letters and digits; ``field``."""

    code = "cashier.invoice_invalid"
