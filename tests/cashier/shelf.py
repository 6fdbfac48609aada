"""A small shelf of goods that stock's and the cashier's tests sell from."""

from frontdesk.core.actor import Actor
from frontdesk.stock.change_stock import Received, ReceiveRequest, receive
from frontdesk.stock.keep_goods import Article, KeepGoodsRequest, keep_goods
from frontdesk.store.store import Store

WATER = Article("water", "矿泉水 550ml", "Mineral water 550ml", "bar", 300, "6901234567892", tile=1, minimum=24)
TOWEL = Article("towel", "运动毛巾", "Sports towel", "retail", 3500, "6901234567908", 3150, tile=2, minimum=3)
BAR = Article("bar-choc", "蛋白棒 巧克力", "Protein bar chocolate", "bar", 1800, "6901234567915", tile=3, minimum=6)
VISIT = Article("visit", "单次体验", "Single visit", "single_visit", 8000, tile=4, counted=0)


def fill_shelf(store: Store, actor: Actor, pieces: int = 100) -> None:
    """Keep the goods and receive ``pieces`` of each."""
    keep_goods(store, actor, KeepGoodsRequest("shelf-goods", (WATER, TOWEL, BAR, VISIT)))
    lines = tuple(Received(article.sku, pieces) for article in (WATER, TOWEL, BAR))
    receive(store, actor, ReceiveRequest("shelf-delivery", lines))
