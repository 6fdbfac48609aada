"""Who is next: the queue alone."""

from frontdesk.reception.queue import DecisionQueue
from frontdesk.visits.decide import Asked

WANG, LI, ZHAO = Asked(uid="01"), Asked(uid="02"), Asked(person_id=3)


def test_next_is_shown_when_the_first_is_answered_or_put_away() -> None:
    queue = DecisionQueue()
    assert queue.offer(WANG)
    assert not queue.offer(LI), "even before the first is painted"
    queue.shown(wants_answer=True)
    assert not queue.offer(LI), "the same thing twice is once"
    assert not queue.offer(ZHAO)
    assert queue.waiting == (LI, ZHAO)
    assert queue.settle() == LI
    queue.shown(wants_answer=True)
    assert queue.put_away() == ZHAO
    assert queue.settle() is None
    assert queue.current == ZHAO, "the answer may stay in view"
    assert queue.offer(WANG), "and gives way to the next"


def test_what_wants_no_answer_gives_way_at_once() -> None:
    queue = DecisionQueue()
    queue.offer(WANG)
    queue.shown(wants_answer=False)
    assert queue.offer(LI)
    assert queue.waiting == ()


def test_a_second_tap_of_the_one_shown_changes_nothing() -> None:
    queue = DecisionQueue()
    queue.offer(WANG)
    queue.shown(wants_answer=True)
    assert not queue.offer(WANG)
    assert queue.waiting == ()
    queue.settle()
    assert queue.offer(WANG), "after the answer it is a new tap"
