"""What lines and people are called on the cashier page."""

from frontdesk.cashier.cart import Cart, CartLine
from frontdesk.cashier.receipt_list import ReceiptRow
from frontdesk.cashier.slips import due_name
from frontdesk.core.i18n import language, t
from frontdesk.core.money import yuan_sign
from frontdesk.stock.queries import GoodsRow, Stocked
from frontdesk.ui.dates import full_day_words
from frontdesk.ui.tokens import Tone


def goods_name(goods: GoodsRow) -> str:
    """An article's name in the window's language."""
    return goods.name(language())


def line_name(line: CartLine) -> str:
    """What a cart's line is called."""
    if line.due is not None:
        name = due_name(line.due.kind, language())
        parts = [full_day_words(line.due.due_on or line.due.business_day)]
        parts += [t("cashier.key_words", key=line.due.key_code)] if line.due.key_code else []
        return f"{name} · {' · '.join(parts)}"
    if line.goods is None:
        return t("cashier.line.top_up")
    name = goods_name(line.goods)
    return t("cashier.line.draw", name=name) if line.kind == "draw" else name


def category_name(category: str) -> str:
    """A category's word; one that was made up later shows as it is."""
    try:
        return t(f"stock.category.{category}")
    except KeyError:
        return category


def customer_words(cart: Cart) -> str:
    """Whom the receipt is for: key, name, member's price."""
    found = cart.customer
    if found is None:
        return t("cashier.walk_in")
    parts = [t("cashier.key_words", key=found.key_code)] if found.key_code else []
    parts.append(found.name or t("cashier.day_guest"))
    parts += [t("cashier.member_price")] if found.member_price else []
    return " · ".join(parts)


def tile_note(found: Stocked, member: bool, prepaid: bool = False) -> str:
    """Price and stock beneath a tile's name."""
    if prepaid:
        return t("cashier.tile.prepaid", left=found.on_hand or 0)
    special = found.goods.member_price_fen
    price = yuan_sign(special if member and special is not None else found.goods.price_fen)
    return price if found.on_hand is None else t("cashier.tile.stock", price=price, left=found.on_hand)


def receipt_tone(found: ReceiptRow) -> Tone:
    """A refund and a tab stand out in a list of receipts."""
    tones: dict[str, Tone] = {"refund": "bad", "tab": "info"}
    return tones.get(found.receipt.kind, "plain")


def receipt_icon(found: ReceiptRow) -> str:
    """A receipt's sign in a list."""
    return {"refund": "undo", "tab": "tab"}.get(found.receipt.kind, "receipt")


def tenders_words(found: ReceiptRow) -> str:
    """What a receipt was paid with."""
    return " + ".join(t(f"cashier.tender.{kind}") for kind in found.tenders)
