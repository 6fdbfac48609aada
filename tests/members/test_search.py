"""One search over all that a member is known by (G15)."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.core.actor import Actor
from frontdesk.members.edit_person import EditPersonRequest, edit_person
from frontdesk.members.enrol import EnrolRequest, enrol
from frontdesk.members.fields import PersonFields
from frontdesk.members.search import KINDS, Hit, _prefixes, add_term, find, remove_term
from frontdesk.members.visit_pack import saw
from frontdesk.store.store import Store
from tests.members.desk import Ask, Done

NewKey = Callable[[], str]
NAMES = [
    ("单小乐", "13800001234"),
    ("王小明", "13912348888"),
    ("王小民", "15012340000"),
    ("欧阳娜娜", "18612345678"),
    ("阿依古丽·买买提", ""),
    ("John O'Neill-Smith", "+442071234567"),
    ("100%_\\纯", "13700007777"),
]


@pytest.fixture
def filled(store: Store, actor: Actor, new_key: NewKey) -> Store:
    for name, phone in NAMES:
        enrol(store, actor, EnrolRequest(new_key(), PersonFields(name, "", phone)))
    with Ask(new_key()).action(store, actor) as act:
        add_term(act, 2, "card", "1011")
        add_term(act, 3, "key", "118")
        act.finish(Done(0))
    return store


def names(store: Store, text: str) -> list[str]:
    return [hit.name for hit in look(store, text)]


def look(store: Store, text: str) -> list[Hit]:
    with store.read() as connection:
        return find(connection, text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("单", "单小乐"),
        ("小乐", "单小乐"),
        ("sxl", "单小乐"),
        ("SXL", "单小乐"),
        ("ｓｘｌ", "单小乐"),
        ("shan xiao", "单小乐"),
        ("shanxiaoyue", "单小乐"),
        ("oynn", "欧阳娜娜"),
        ("nana", "欧阳娜娜"),
        ("买买提", "阿依古丽·买买提"),
        ("阿依古丽 买买提", "阿依古丽·买买提"),
        ("smith", "John O'Neill-Smith"),
        ("oneill", "John O'Neill-Smith"),
        ("1391234", "王小明"),
        ("8888", "王小明"),
        ("348888", "王小明"),
        ("M000002", "王小明"),
        ("m2", "M"),
        ("1011", "王小明"),
        ("1011的卡", "王小明"),
        ("118", "王小民"),
        ("118手牌", "王小民"),
        ("118号钥匙", "王小民"),
        ("100%", "100%_\\纯"),
    ],
)
def test_found_by_whatever_is_typed(filled: Store, typed: str, found: str) -> None:  # G15
    if found == "M":
        assert names(filled, typed) == []
    else:
        assert names(filled, typed)[0] == found


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "·", "\u202e", "-", "　"])
def test_blank_text_finds_nobody(filled: Store, typed: str) -> None:
    assert names(filled, typed) == []


@pytest.mark.parametrize("typed", ["%", "_", "\\", "%小", "_小明", "1391234____", "%'; --"])
def test_signs_of_patterns_are_ordinary(filled: Store, typed: str) -> None:
    assert names(filled, typed) == []


def test_exact_comes_first_then_who_was_here_last(filled: Store, actor: Actor, new_key: NewKey) -> None:
    assert names(filled, "wangxiaomin")[:2] == ["王小民", "王小明"]
    assert names(filled, "wxm") == ["王小明", "王小民"]
    with Ask(new_key()).action(filled, actor) as act:
        saw(act, 3)
        act.finish(Done(0))
    assert names(filled, "wxm") == ["王小民", "王小明"]


def test_a_hit_says_what_it_was_found_by_and_what_the_person_carries(filled: Store) -> None:  # G15
    hit = look(filled, "118手牌")[0]
    assert (hit.matched_by, hit.key_code, hit.phone_tail, hit.number) == ("key", "118", "0000", "M000003")
    assert look(filled, "8888")[0].card_number == "1011"


def test_a_key_given_back_and_an_old_name_find_nobody(filled: Store, actor: Actor, new_key: NewKey) -> None:
    with Ask(new_key()).action(filled, actor) as act:
        remove_term(act, 3, "key", "118")
        act.finish(Done(0))
    assert names(filled, "118") == []
    edit_person(filled, actor, EditPersonRequest(new_key(), 2, PersonFields("赵大海", "m", "13912348888")))
    assert (names(filled, "王小明"), names(filled, "zdh"), names(filled, "1011")) == ([], ["赵大海"], ["赵大海"])


def test_a_lookup_reads_the_key_only(filled: Store) -> None:
    """No scan of the table and no sorting step, whatever the number of members."""
    with filled.read() as connection:
        sql, names, _ = _prefixes(6).compile(connection.dialect)
        steps = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", ("",) * len(names))]
    reads = [step for step in steps if "search_terms" in step]
    assert len(reads) == 6 and all("SEARCH" in step and "PRIMARY KEY" in step for step in reads)
    assert not any("TEMP B-TREE" in step for step in steps)


@given(typed=st.text(max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_may_be_typed(filled: Store, typed: str) -> None:
    for hit in look(filled, typed):
        assert hit.matched_by in KINDS
