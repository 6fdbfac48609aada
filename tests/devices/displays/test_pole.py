"""Pole displays on real pseudo terminals: what stands on the glass, and that a dead one costs nothing."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from frontdesk.devices.displays.pole import PoleCondition, PoleDisplay, PoleState
from frontdesk.devices.displays.pole_frames import EscposPole, Greeting, Led8Pole, PoleModel, pole_model
from frontdesk.devices.displays.view import Basket, BasketLine, CustomerView, Due, Idle, Paid, Thanks
from tests.devices.displays.pole_screens import DmdScreen, Led8Screen, PoleOnPty, until

WATER = BasketLine("矿泉水", "Mineral water", 2, 600)
RARE = BasketLine("䶮字🎉毛巾", "Towel 🎉", 1, 1_234_567)
HOUSE = Greeting("力健健身", "欢迎光临")
CASH = Paid(600, 1000, 400, ("cash",), booked=False)

Plug = Callable[[DmdScreen | Led8Screen], PoleOnPty]


@pytest.fixture
def plug() -> Iterator[Plug]:
    there: list[PoleOnPty] = []

    def plugged(screen: DmdScreen | Led8Screen) -> PoleOnPty:
        there.append(PoleOnPty(screen))
        return there[-1]

    yield plugged
    for each in there:
        each.close()


def display(port: str, model: PoleModel, states: list[PoleState] | None = None) -> PoleDisplay:
    heard = states if states is not None else []
    found = PoleDisplay(
        port, 9600, model.begin, on_state=heard.append, write_timeout_s=0.5, first_back_off_s=0.05, look_s=0.1
    )
    found.start()
    return found


@pytest.mark.parametrize(
    ("chinese", "view", "upper", "lower"),
    [
        (False, Idle(), "      Welcome       ", "                    "),
        (True, Idle(), "      力健健身      ", "      欢迎光临      "),
        (False, Basket((WATER,), 600), "Mineral water   6.00", "Total           6.00"),
        (True, Basket((WATER, RARE), 1_235_167), "字毛巾     12,345.67", "合计       12,351.67"),
        (False, Basket((RARE,), 1_234_567), "Towel      12,345.67", "Total      12,345.67"),
        (True, Due(600), "应收            6.00", "                    "),
        (True, CASH, "实收           10.00", "找零            4.00"),
        (False, Paid(600, 600, 0, ("wechat",), booked=True), "To pay          6.00", "Received        6.00"),
        (True, Paid(600, 0, 0, ("tab",), booked=True), "挂账            6.00", "                    "),
        (False, Thanks(), "     Thank you      ", "                    "),
    ],
)
def test_two_rows_say_what_the_window_says(
    plug: Plug, chinese: bool, view: CustomerView, upper: str, lower: str
) -> None:
    screen = DmdScreen(chinese)
    model = EscposPole(gbk=chinese)
    found = display(plug(screen).port, model)
    found.show(model.frame(Paid(99_999, 99_999, 1, ("cash",), booked=True), "zh", HOUSE))
    found.show(model.frame(view, "zh", HOUSE))
    until(lambda: screen.rows() == [upper, lower])
    assert not screen.cursor_blinks
    found.stop()
    until(lambda: screen.rows() == [" " * 20] * 2)  # nothing of the last customer stays


@pytest.mark.parametrize(
    ("view", "digits", "lamp"),
    [
        (Idle(), "", 0),
        (Basket((WATER,), 600), "6.00", 2),
        (Due(99_999_999), "999999.99", 2),
        (Due(100_000_000), "--------", 2),
        (CASH, "10.00", 3),
        (Paid(600, 1000, 400, ("cash",), booked=True), "4.00", 4),
        (Paid(605, 605, 0, ("wechat",), booked=True), "6.05", 3),
        (Paid(605, 0, 0, ("tab",), booked=True), "6.05", 2),
        (Thanks(), "", 0),
    ],
)
def test_eight_digits_and_a_lamp(plug: Plug, view: CustomerView, digits: str, lamp: int) -> None:
    screen = Led8Screen()
    model = Led8Pole()
    found = display(plug(screen).port, model)
    found.show(model.frame(Due(1), "zh", HOUSE))
    until(lambda: screen.digits == "0.01")
    found.show(model.frame(view, "zh", HOUSE))
    until(lambda: (screen.digits, screen.lamp) == (digits, lamp))
    found.stop()


def test_a_display_that_hangs_drops_what_is_old_and_shows_the_newest(plug: Plug) -> None:
    screen = DmdScreen()
    model = EscposPole()
    pole = plug(screen)
    states: list[PoleState] = []
    found = display(pole.port, model, states)
    until(lambda: found.state.condition is PoleCondition.OK)
    pole.hang()
    longest_s = 0.0
    deadline = time.monotonic() + 5
    fen = 0
    while found.state.condition is PoleCondition.OK and time.monotonic() < deadline:
        fen += 1
        before = time.perf_counter()
        found.show(model.frame(Due(fen), "en", HOUSE))
        longest_s = max(longest_s, time.perf_counter() - before)
        time.sleep(0.001)
    assert found.state.condition is PoleCondition.GONE
    assert longest_s < 0.3
    found.show(model.frame(Due(777_700), "en", HOUSE))
    pole.come_back()
    until(lambda: screen.rows()[0] == "To pay      7,777.00")
    found.stop()
    assert not found.is_alive()
    assert PoleState(PoleCondition.OK) == states[0] == states[-1]


def test_absent_at_start_plugged_in_pulled_out_plugged_in_elsewhere(plug: Plug, tmp_path: Path) -> None:
    link = tmp_path / "ttyUSB0"
    model = EscposPole()
    states: list[PoleState] = []
    found = display(str(link), model, states)
    found.show(model.frame(Due(100), "en", HOUSE))
    until(lambda: found.state.condition is PoleCondition.GONE)
    for fen in (100, 200):
        screen = DmdScreen()
        pole = plug(screen)
        link.unlink(missing_ok=True)
        os.symlink(pole.port, link)
        found.show(model.frame(Due(fen), "en", HOUSE))
        until(lambda: found.state.condition is PoleCondition.OK)
        until(lambda shown=screen, fen=fen: shown.rows()[0] == f"To pay{fen / 100:14.2f}")
        pole.pull_out()
        until(lambda: found.state.condition is PoleCondition.GONE)  # noticed without anything to show
    found.stop()
    assert not found.is_alive()
    told = [state.condition for state in states]
    assert told == [PoleCondition.GONE, PoleCondition.OK] * 2 + [PoleCondition.GONE]


def test_no_name_reaches_the_display_as_a_command() -> None:
    chance = random.Random(5)
    screens = {"escpos": DmdScreen(), "escpos-gbk": DmdScreen(chinese=True)}
    for _ in range(2_000):
        name = "".join(chr(chance.choice((chance.randrange(0xD7FF), chance.randrange(0x20)))) for _ in range(24))
        line = BasketLine(name, name, 1, chance.randrange(10**10))
        for kind, screen in screens.items():
            model = pole_model(kind)
            assert model is not None
            frame = model.frame(Basket((line,), 1), chance.choice(("zh", "en")), Greeting(name, name))
            idle = model.frame(Idle(), "zh", Greeting(name, name))
            for sent in (frame, idle):
                screen.take(sent)
                assert screen.rest == b"" and len(sent) == 48 and all(byte >= 0x20 for byte in sent[4:24] + sent[28:])
                assert [len(row.encode("gbk")) for row in screen.rows()] == [20, 20]
