"""What the sample gym consists of: plans, goods on the shelf, zones and keys."""

from dataclasses import dataclass
from typing import Any

from frontdesk.books.action import Action
from frontdesk.books.policies import set_policy
from frontdesk.keys.register_keys import add_key, add_zone
from frontdesk.members.set_plan import PlanTerms, plan_within
from frontdesk.printing.house import HOUSE_NAME
from frontdesk.stock.change_stock import Received, receive_within
from frontdesk.stock.keep_goods import Article, write_goods

HOUSE = "晨光健身 Dawn Gym"
ZONES = (
    ("men", "男宾区", "Men", "m", range(101, 181)),
    ("women", "女宾区", "Women", "f", range(201, 281)),
    ("valuables", "贵重品柜", "Valuables", "", range(301, 341)),
)


@dataclass(frozen=True, slots=True)
class HouseRequest:
    """The request under which the sample is furnished."""

    key: str


def furnish(act: Action[Any], plans: list[dict[str, Any]], goods: list[dict[str, Any]]) -> None:
    """Write plans, goods with their stock, zones and 200 keys, whose tags give ``K`` and the number."""
    for plan in plans:
        plan_within(act, PlanTerms(**{name: value for name, value in plan.items() if name != "share"}))
    set_policy(act, HOUSE_NAME, HOUSE)
    write_goods(act, tuple(Article(**{name: row[name] for name in row if name != "stock"}) for row in goods))
    receive_within(act, tuple(Received(row["sku"], row["stock"]) for row in goods if row.get("stock")))
    for place, (code, name_zh, name_en, sex, numbers) in enumerate(ZONES):
        add_zone(act, code, name_zh, name_en, sex, place)
        for number in numbers:
            add_key(act, code, str(number), f"K{number}")
