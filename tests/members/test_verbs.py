"""What is typed is checked where it is typed, and nothing half done stays behind."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from frontdesk.app.schema import derivations
from frontdesk.books.dues import outstanding
from frontdesk.books.ledger import available
from frontdesk.books.verify import verify
from frontdesk.core.actor import Actor
from frontdesk.core.clock import ManualClock
from frontdesk.core.errors import FrontdeskError
from frontdesk.core.i18n import LANGUAGES, error_text, set_language
from frontdesk.members import errors
from frontdesk.members.block_person import BlockRequest, block, unblock
from frontdesk.members.contracts import contract, contracts_of, plans_on_sale
from frontdesk.members.edit_person import EditPersonRequest, edit_person
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.members.freeze_contract import FreezeRequest, freeze, unfreeze
from frontdesk.members.open_contract import OpenContractRequest, open_contract
from frontdesk.members.queries import mask_phone, note_text, person, photo
from frontdesk.members.sell_contract import PT_SESSION, Instalment, SellContractRequest, sell_contract
from frontdesk.members.set_photo import HEIGHT_PX, WIDTH_PX, set_photo
from frontdesk.members.set_plan import PlanTerms, SetPlanRequest, set_plan
from frontdesk.members.tables import PersonEvent
from frontdesk.members.validity import expected_end, is_frozen
from frontdesk.members.visit_pack import return_visit, spend_visit
from frontdesk.staff.rights import ApprovalNeeded, RightMissing
from frontdesk.store.store import Store
from tests.members.desk import Ask, Done

NewKey = Callable[[], str]


@pytest.fixture
def plans(store: Store, actor: Actor, new_key: NewKey) -> None:
    for plan in (
        PlanTerms("year", "年卡", "Year card", 198_000, months=12),
        PlanTerms("pack", "次卡", "Pack", 30_000, months=6, visits=2, sessions=5),
    ):
        set_plan(store, actor, SetPlanRequest(new_key(), plan))


@pytest.fixture
def member(store: Store, actor: Actor, new_key: NewKey, plans: None) -> int:
    return enrol(store, actor, EnrolRequest(new_key(), PersonFields("王小明", "m", "13912348888"))).person_id


def test_numbers_run_on_and_the_name_is_kept_as_typed(store: Store, actor: Actor, new_key: NewKey) -> None:
    first = enrol(store, actor, EnrolRequest(new_key(), PersonFields(" 𬱖 👨‍👩‍👧 ·  Ng ", "f", "+86 138-0000-1111")))
    second = enrol(store, actor, EnrolRequest(new_key(), PersonFields("李四")))
    assert (first.number, second.number) == ("M000001", "M000002")
    with store.read() as connection:
        card = person(connection, first.person_id)
    assert (card.name, card.phone, card.phone_masked) == ("𬱖 👨‍👩‍👧 · Ng", "13800001111", "138****1111")
    assert mask_phone("12345") == "12345"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (PersonFields("  \u202e "), "members.name_missing"),
        (PersonFields("x" * 61), "text.too_long"),
        (PersonFields("王", "x"), "members.sex_invalid"),
        (PersonFields("王", "m", "12-ab"), "members.phone_invalid"),
        (PersonFields("王", "m", "٣٣٣٣٣٣"), "members.phone_invalid"),
        (PersonFields("王", "m", "", "卡 4111 1111 1111 1111"), "text.card_number"),
    ],
)
def test_wrong_fields_leave_nothing(
    store: Store, actor: Actor, new_key: NewKey, typed: PersonFields, code: str
) -> None:
    with pytest.raises(FrontdeskError) as refusal:
        enrol(store, actor, EnrolRequest(new_key(), typed))
    assert refusal.value.code == code
    assert enrol(store, actor, EnrolRequest(new_key(), PersonFields("王"))).number == "M000001"


def test_a_phone_is_shared_only_on_purpose(store: Store, actor: Actor, new_key: NewKey, member: int) -> None:
    wife = PersonFields("李娜", "f", "139 1234 8888")
    with pytest.raises(errors.PhoneTaken) as refusal:
        enrol(store, actor, EnrolRequest(new_key(), wife))
    assert refusal.value.data == {"name": "王小明", "number": "M000001"}
    assert enrol(store, actor, EnrolRequest(new_key(), wife, share_phone=True)).number == "M000002"


def test_every_version_of_a_person_is_kept(store: Store, actor: Actor, new_key: NewKey, member: int) -> None:
    edit_person(store, actor, EditPersonRequest(new_key(), member, PersonFields("王晓明", "m", "13912348888")))
    with store.read() as connection:
        events = connection.execute(PersonEvent.__table__.select()).all()
        assert [("王小明" in note_text(connection, e.note), e.kind) for e in events] == [
            (True, "enrolled"),
            (False, "edited"),
        ]
        assert verify(connection, derivations()).findings == ()


def test_selling_gives_units_and_charges_the_price(store: Store, actor: Actor, new_key: NewKey, member: int) -> None:
    sold = sell_contract(store, actor, SellContractRequest(new_key(), member, "pack"))  # G22
    with store.read() as connection:
        dues = outstanding(connection, person_id=member)
        assert [(due.kind, due.open_fen, due.id) for due in dues] == [("contract", 30_000, sold.due_id)]
        assert (available(connection, member, "visit"), available(connection, member, PT_SESSION)) == (2, 5)
        assert contract(connection, sold.contract_id).state.valid_until == "2027-05-22"


def test_instalments_fall_due_on_their_days(store: Store, actor: Actor, new_key: NewKey, member: int) -> None:  # G22
    parts = (Instalment(98_000), Instalment(100_000, "2026-12-23"))
    sell_contract(store, actor, SellContractRequest(new_key(), member, "year", instalments=parts))
    with store.read() as connection:
        assert [due.due_on for due in outstanding(connection, person_id=member)] == [None, "2026-12-23"]
    for wrong in ((Instalment(1),), (Instalment(199_000), Instalment(-1_000))):
        with pytest.raises(errors.InstalmentsDiffer):
            sell_contract(store, actor, SellContractRequest(new_key(), member, "year", instalments=wrong))


def test_a_refused_sale_leaves_no_contract(
    store: Store, cashier: Actor, actor: Actor, new_key: NewKey, member: int
) -> None:
    for wrong, error in [
        (SellContractRequest(new_key(), 99, "year"), errors.UnknownPerson),
        (SellContractRequest(new_key(), member, "nothing"), errors.UnknownPlan),
        (SellContractRequest(new_key(), member, "year", price_fen=198_001), errors.PriceInvalid),
        (SellContractRequest(new_key(), member, "year", opening="someday"), errors.OpeningUnknown),
        (SellContractRequest(new_key(), member, "year", opening="date", opens_on="2026-02-30"), errors.DayInvalid),
        (SellContractRequest(new_key(), member, "year", opening="date"), errors.DayInvalid),
        (SellContractRequest(new_key(), member, "year", opening="date", opens_on="2026-11-22"), errors.DayPast),
        (SellContractRequest(new_key(), member, "year", price_fen=100_000), ApprovalNeeded),
    ]:
        with pytest.raises(error):
            sell_contract(store, cashier, wrong)
    with store.read() as connection:
        assert contracts_of(connection, member) == []
        assert outstanding(connection, person_id=member) == []


def test_a_contract_keeps_the_terms_it_was_sold_under(store: Store, actor: Actor, new_key: NewKey, member: int) -> None:
    sold = sell_contract(store, actor, SellContractRequest(new_key(), member, "year"))
    set_plan(store, actor, SetPlanRequest(new_key(), PlanTerms("year", "年卡", "Year card", 250_000, months=13)))
    set_plan(store, actor, SetPlanRequest(new_key(), PlanTerms("pack", "次卡", "Pack", 1, days=1, on_sale=0)))
    with store.read() as connection:
        assert contract(connection, sold.contract_id).plan.price_fen == 198_000
        assert [(plan.code, plan.price_fen) for plan in plans_on_sale(connection)] == [("year", 250_000)]


def test_opening_happens_once(store: Store, actor: Actor, new_key: NewKey, member: int) -> None:  # G24
    sold = sell_contract(store, actor, SellContractRequest(new_key(), member, "year", opening="first_visit"))
    opened = open_contract(store, actor, OpenContractRequest(new_key(), sold.contract_id, "2026-12-01", "M1 1L9 9"))
    assert (opened.valid_from, opened.valid_until) == ("2026-12-01", "2027-11-30")
    with pytest.raises(errors.AlreadyOpened):
        open_contract(store, actor, OpenContractRequest(new_key(), sold.contract_id))


def test_freezing_and_thawing(store: Store, actor: Actor, new_key: NewKey, member: int, clock: ManualClock) -> None:
    contract_id = sell_contract(store, actor, SellContractRequest(new_key(), member, "year")).contract_id

    def ask(from_day: str | None = None, to_day: str | None = None) -> FreezeRequest:
        return FreezeRequest(new_key(), contract_id, from_day, to_day, "出差")

    for wrong, error in [
        (ask("2026-11-22"), errors.DayPast),
        (ask("2026-12-02", "2026-12-01"), errors.DayPast),
        (ask("2027-11-23"), errors.FreezeOutside),
        (ask("2026-12-01", "2027-06-30"), errors.FreezeTooLong),
    ]:
        with pytest.raises(error):
            freeze(store, actor, wrong)
    with pytest.raises(errors.NotFrozen):
        unfreeze(store, actor, ask())
    freeze(store, actor, ask())
    with pytest.raises(errors.AlreadyFrozen):
        freeze(store, actor, ask())
    clock.advance(days=10)
    assert unfreeze(store, actor, ask()).valid_until == "2027-12-02"
    with store.read() as connection:
        assert verify(connection, derivations()).findings == ()


def test_visits_of_a_pack(store: Store, actor: Actor, new_key: NewKey, member: int) -> None:
    contract_id = sell_contract(store, actor, SellContractRequest(new_key(), member, "pack")).contract_id
    with Ask(new_key()).action(store, actor) as act:
        assert [spend_visit(act, member, contract_id) for _ in range(2)] == [1, 0]
        with pytest.raises(errors.NoVisitsLeft):
            spend_visit(act, member, contract_id)
        assert return_visit(act, member, contract_id) == 1
        act.finish(Done(0))
    with store.read() as connection:
        assert available(connection, member, "visit") == 1
        assert verify(connection, derivations()).findings == ()


def test_blocking_needs_a_reason_and_the_right(
    store: Store, actor: Actor, cashier: Actor, new_key: NewKey, member: int
) -> None:
    with pytest.raises(RightMissing):
        block(store, cashier, BlockRequest(new_key(), member, "x"))
    with pytest.raises(errors.ReasonMissing):
        block(store, actor, BlockRequest(new_key(), member, "  "))
    block(store, actor, BlockRequest(new_key(), member, "逃单"))
    with pytest.raises(errors.AlreadyBlocked):
        block(store, actor, BlockRequest(new_key(), member, "再次"))
    unblock(store, actor, BlockRequest(new_key(), member, "已付清"))
    with pytest.raises(errors.NotBlocked):
        unblock(store, actor, BlockRequest(new_key(), member, "x"))


def picture(size: tuple[int, int], kind: str = "JPEG", orientation: int = 1) -> bytes:
    image = Image.new("RGB", size, "white")
    image.paste("black", (0, 0, size[0], size[1] // 2))
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def test_a_photo_is_turned_upright_and_stripped(
    store: Store, actor: Actor, new_key: NewKey, member: int
) -> None:  # G25
    set_photo(store, actor, new_key(), member, picture((800, 1000), "PNG"))
    second = set_photo(store, actor, new_key(), member, picture((1000, 800), orientation=3))
    with store.read() as connection:
        assert person(connection, member).photo_id == second.photo_id
        jpeg = photo(connection, second.photo_id) or b""
        assert photo(connection, second.photo_id - 1) is None
    stored = Image.open(io.BytesIO(jpeg))
    assert stored.size == (WIDTH_PX, HEIGHT_PX) and b"SecretCamera" not in jpeg and len(jpeg) < 40_000
    assert stored.getpixel((100, 20)) > (200, 200, 200) and stored.getpixel((100, 340)) < (50, 50, 50)


def test_photos_that_are_none_or_too_large_are_refused(
    store: Store, actor: Actor, new_key: NewKey, member: int
) -> None:  # G25
    whole = picture((400, 500))
    for bad in (b"", b"not a picture", whole[: len(whole) // 2], b"GIF89a" + b"\xff" * 40):
        with pytest.raises(errors.PhotoUnreadable):
            set_photo(store, actor, new_key(), member, bad)
    out = io.BytesIO()
    Image.new("1", (8_000, 5_001)).save(out, "PNG")
    with pytest.raises(errors.PhotoTooLarge):
        set_photo(store, actor, new_key(), member, out.getvalue())
    with store.read() as connection:
        assert person(connection, member).photo_id is None


def test_every_refusal_has_words_in_both_languages() -> None:
    data = {
        "name": "a",
        "number": "b",
        "phone": "c",
        "day": "d",
        "valid_from": "e",
        "valid_until": "f",
        "frozen_from": "g",
        "most_days": 1,
        "megapixels": 50,
        "most": 40,
    }
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and kind is not FrontdeskError]
    try:
        for language in LANGUAGES:
            set_language(language)
            for kind in kinds:
                assert all(error_text(kind(**data)))
    finally:
        set_language("zh")


def test_one_freeze_at_a_time_and_no_day_given_twice(
    store: Store, actor: Actor, new_key: NewKey, member: int, clock: ManualClock
) -> None:
    """A second freeze planned during the first would end it at once, with its days given back all the same."""
    sold = sell_contract(store, actor, SellContractRequest(new_key(), member, "year"))

    def ask(from_day: str | None = None, to_day: str | None = None) -> FreezeRequest:
        return FreezeRequest(new_key(), sold.contract_id, from_day, to_day)

    def state(day: str) -> tuple[bool, str | None]:
        with store.read() as connection:
            found = contract(connection, sold.contract_id).state
        return is_frozen(found, day), expected_end(found, day)

    freeze(store, actor, ask("2026-11-23", "2026-11-30"))
    clock.advance(days=1)
    with pytest.raises(errors.AlreadyFrozen):
        freeze(store, actor, ask("2026-12-10", "2026-12-20"))
    assert state("2026-11-24") == (True, "2027-11-30")
    # Thawing on a later day leaves it frozen until then.
    thawed = unfreeze(store, actor, ask("2026-11-27"))
    assert thawed.valid_until == "2027-11-26"
    assert state("2026-11-26") == (True, "2027-11-26")
    assert state("2026-11-27") == (False, "2027-11-26")
    clock.advance(days=10)
    freeze(store, actor, ask())
    unfreeze(store, actor, ask("2026-12-14"))
    assert state("2026-12-13") == (True, "2027-12-06")
    assert state("2026-12-14") == (False, "2027-12-06")
    with store.read() as connection:
        assert verify(connection, derivations()).findings == ()
