"""A whole business day at the real program through the accessibility interface alone: by names, roles and actions."""

from collections.abc import Callable

from frontdesk.core.i18n import language, t
from tests.eyes.blind_clerk import BlindClerk
from tests.people import CASHIER, OWNER, PASSWORDS, SHIFT_LEAD, USERNAMES

Start = Callable[[str], BlindClerk]
WANG, LI = "04A1B2C3D40001", "04A1B2C3D40002"


def test_a_whole_day_can_be_worked_by_ear(start: Start) -> None:
    clerk = start("zh")
    _sign_in(clerk)
    _open_the_shift(clerk)
    _member_arrives(clerk, WANG, "王小明", "101")
    _drink_for_cash(clerk)
    _instalment_by_wechat(clerk)
    _member_leaves(clerk, WANG, "101")
    _refund_with_approval(clerk)
    _guest_comes_in(clerk)
    _member_arrives(clerk, LI, "李娜", "201")
    _key_on_the_board(clerk, "202")
    _key_is_lost(clerk, LI, "李娜", "201")
    _hand_over(clerk)
    _reports(clerk)
    _close_the_night_and_the_day(clerk)
    assert len(clerk.used) > 40


def test_the_other_language_has_its_own_names(start: Start) -> None:
    clerk = start("en")
    _sign_in(clerk)
    _open_the_shift(clerk)
    _member_arrives(clerk, WANG, "王小明", "101")
    _drink_for_cash(clerk)
    assert ("button", "Sign in") in clerk.used and ("button", "Hand out 101") in clerk.used


def _sign_in(clerk: BlindClerk) -> None:
    clerk.write(t("ui.username"), USERNAMES[CASHIER.account_id])
    clerk.write(t("ui.password"), PASSWORDS[CASHIER.account_id])
    clerk.press(t("ui.sign_in"))
    clerk.hear(CASHIER.name)


def _open_the_shift(clerk: BlindClerk) -> None:
    clerk.press(t("ui.area.handover"), "radio")
    clerk.write(t("handover.count.pieces_of", denomination="¥ 100"), "3")
    clerk.write(t("handover.count.pieces_of", denomination="¥ 10"), "20")
    clerk.hear("500.00")
    clerk.press(t("handover.opening.open"))
    clerk.hear(t("reception.nobody"))


def _tap(clerk: BlindClerk, uid: str) -> None:
    """A card at the simulated reader, which is opened from its device chip."""
    if t("devices.simulated.tap") not in clerk.offered("button"):
        clerk.press(f"{t('ui.device.reader')}: {t('ui.level.ok')}")
        clerk.press(t("app.simulated.open"))
    clerk.write(t("devices.simulated.uid"), uid)
    clerk.press(t("devices.simulated.tap"))


def _tap_at_reception(clerk: BlindClerk, uid: str) -> None:
    clerk.press(t("ui.area.reception"), "radio")
    _tap(clerk, uid)


def _member_arrives(clerk: BlindClerk, uid: str, name: str, key: str) -> None:
    _tap_at_reception(clerk, uid)
    clerk.hear(name, t("reception.key_spoken", key=key))
    clerk.press(t("reception.hand_out", key=key))
    clerk.hear(t("reception.done.handed_out", key=key, name=name))


def _drink_for_cash(clerk: BlindClerk) -> None:
    clerk.press(t("ui.area.cashier"), "radio")
    clerk.press("矿泉水 550ml" if language() == "zh" else "Mineral water 550ml")
    clerk.hear(f"{t('cashier.due')} ¥3.00")
    clerk.write(t("cashier.received"), "10")
    clerk.press(t("cashier.tile_tender.cash"), "check box")
    clerk.hear(f"{t('cashier.change')} ¥7.00")
    clerk.press(t("cashier.finish"))
    clerk.hear(t("cashier.give_change", amount="¥7.00"))


def _instalment_by_wechat(clerk: BlindClerk) -> None:
    _tap_at_reception(clerk, WANG)
    clerk.hear(t("reception.second_tap.reason"))
    clerk.press(t("reception.collect"))
    clerk.hear(f"{t('cashier.due')} ¥500.00")
    clerk.press(t("cashier.tile_tender.wechat"), "check box")
    clerk.press(t("cashier.finish"))
    clerk.hear(t("cashier.no_change"))


def _member_leaves(clerk: BlindClerk, uid: str, key: str) -> None:
    _tap_again(clerk, uid)
    clerk.choose_from_menu(t("reception.more"), t("reception.take_back", key=key))
    clerk.hear(t("reception.done.taken_back", name="王小明", key=key))


def _tap_again(clerk: BlindClerk, uid: str) -> None:
    _tap_at_reception(clerk, uid)
    clerk.hear(t("reception.second_tap.reason"))


def _key_on_the_board(clerk: BlindClerk, key: str) -> None:
    clerk.press(t("ui.area.keys"), "radio")
    clerk.press(t("keys.cell", code=key, state=t("keys.state.free")))
    clerk.hear(t("keys.at.board"))


def _key_is_lost(clerk: BlindClerk, uid: str, name: str, key: str) -> None:
    _tap_again(clerk, uid)
    clerk.choose_from_menu(t("reception.more"), t("reception.menu.key_lost"))
    clerk.write(t("reception.leave.note"), "掉在路上")
    clerk.press(t("reception.leave.do"))
    clerk.hear(t("reception.done.key_lost", name=name, key=key))


def _refund_with_approval(clerk: BlindClerk) -> None:
    clerk.press(t("ui.area.cashier"), "radio")
    clerk.press(t("cashier.receipts"))
    clerk.find(t("cashier.receipts.title"), "table")
    clerk.press(t("cashier.refund"))
    assert clerk.chosen(t("cashier.reason")) == t("cashier.refund.reason.wrong_item")
    clerk.press(t("cashier.refund.do", amount="¥500.00"))
    clerk.write(t("ui.approval.username"), USERNAMES[SHIFT_LEAD.account_id])
    clerk.write(t("ui.password"), PASSWORDS[SHIFT_LEAD.account_id])
    clerk.press(t("ui.approval.confirm"))
    clerk.hear(t("cashier.kind.refund"))
    clerk.press(t("ui.close"))


def _guest_comes_in(clerk: BlindClerk) -> None:
    clerk.press(t("ui.area.reception"), "radio")
    clerk.press(t("reception.guest_in"))
    clerk.write(t("reception.guest.name"), "何女士")
    clerk.press(t("reception.guest.do"))
    clerk.hear(t("reception.guest.done", key="102"))


def _count(clerk: BlindClerk, hundreds: int, ones: int, keys_of_men: int) -> None:
    """The blind count: cash, and keys and cards zone by zone."""
    clerk.write(t("handover.count.pieces_of", denomination="¥ 100"), str(hundreds))
    clerk.write(t("handover.count.pieces_of", denomination="¥ 1"), str(ones))
    men, women = ("男宾区", "女宾区") if language() == "zh" else ("Men", "Women")
    clerk.write(t("handover.things.keys", zone=men), str(keys_of_men))
    clerk.write(t("handover.things.keys", zone=women), "3")
    clerk.write(t("handover.things.cards", zone=men), "0")
    clerk.write(t("handover.things.cards", zone=women), "0")
    clerk.press(t("handover.count.done"))
    clerk.hear(t("handover.differences.even"))
    clerk.press(t("handover.next"))


def _hand_over(clerk: BlindClerk) -> None:
    clerk.press(t("ui.area.handover"), "radio")
    assert clerk.chosen(t("handover.sheet.receiver")) == OWNER.name
    clerk.press(t("handover.before.start"))
    _count(clerk, 6, 3, keys_of_men=5)
    clerk.hear(t("handover.unfinished.tick"))
    for item in clerk.offered("check box"):
        clerk.press(item, "check box")
    clerk.press(t("handover.next"))
    clerk.write(f"{t('handover.sign.giver')}: {t('ui.password')}", PASSWORDS[CASHIER.account_id])
    clerk.write(f"{t('handover.sign.receiver')}: {t('ui.password')}", PASSWORDS[OWNER.account_id])
    clerk.press(t("handover.signing.sign"))
    clerk.hear(t("handover.done.sealed"))
    clerk.press(t("handover.done.go_on"))


def _reports(clerk: BlindClerk) -> None:
    clerk.press(t("ui.area.reports"), "radio")
    clerk.hear(OWNER.name, "¥3.00")


def _close_the_night_and_the_day(clerk: BlindClerk) -> None:
    clerk.press(t("ui.area.handover"), "radio")
    clerk.press(t("handover.before.night"), "check box")
    clerk.press(t("handover.before.settle"))
    clerk.press(t("handover.settle.confirm"))
    clerk.press(t("handover.before.start"))
    _count(clerk, 6, 0, keys_of_men=6)
    clerk.hear(t("handover.unfinished.night"))
    clerk.press(t("handover.next"))
    clerk.write(f"{t('handover.sign.giver')}: {t('ui.password')}", PASSWORDS[OWNER.account_id])
    clerk.press(t("handover.signing.sign"))
    clerk.hear(t("handover.done.sealed"))
    clerk.press(t("handover.done.go_on"))
    close_day = clerk.offered_like(t("handover.day.close", day=""))
    clerk.press(close_day)
    clerk.press(t("handover.day.confirm"))
    clerk.hear(t("handover.day.closed", day=close_day.split()[-1]))
