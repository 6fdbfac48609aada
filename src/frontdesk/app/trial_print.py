"""A test print: the printer is asked what it can answer, then prints one slip that shows what it can."""

from dataclasses import dataclass, replace

from frontdesk.core.clock import Clock, SystemClock, local_now
from frontdesk.core.device_settings import PrinterSettings
from frontdesk.core.i18n import t_in
from frontdesk.devices.printers.choose import printer_for
from frontdesk.devices.printers.delivery import deliver
from frontdesk.devices.printers.learn import learn
from frontdesk.printing.slip import Big, Cell, Columns, Cut, Rule, Slip, Text

_RARE = "䶮"
"""A character outside GBK, as in some people's names: it comes out as a picture."""


@dataclass(frozen=True, slots=True)
class TrialPrint:
    """What came of it: ``outcome`` as of ``Delivery``, ``error`` a code under ``printer.`` or empty; the printer with
    what it can answer; the slip as a picture (PNG)."""

    outcome: str
    error: str
    printer: PrinterSettings
    png: bytes


def trial_print(settings: PrinterSettings, counter: str, language: str, clock: Clock | None = None) -> TrialPrint:
    """Print a test slip on a printer. Raises PrinterUnreachable.

    It is first asked how it acknowledges, which takes up to some seconds for one that never answers.
    """
    # Drawing and encoding slips loads libraries that a start must not wait for.
    from frontdesk.printing.escpos import render
    from frontdesk.printing.picture import render_png

    printer = printer_for(settings)
    profile = learn(printer)
    settings = replace(settings, acknowledges=profile.acknowledges, answers_status=profile.answers_status)
    slip = trial_slip(settings, counter, language, clock or SystemClock())
    png = render_png(slip, settings.columns)
    delivery = deliver(printer, render(slip, printer.profile), _nothing_to_store)
    return TrialPrint(delivery.outcome, delivery.error, settings, png)


def trial_slip(settings: PrinterSettings, counter: str, language: str, clock: Clock) -> Slip:
    """Heading, a ruler over the whole paper, Chinese, a rare character, money, the address."""
    width = settings.columns
    ruler = "".join(str(place % 10) for place in range(1, width + 1))
    address = settings.address or "-"
    now = local_now(clock).strftime("%Y-%m-%d %H:%M")
    return Slip(
        (
            Big("frontdesk"),
            Text(t_in(language, "settings.trial.title"), align="center", bold=True),
            Rule(),
            Text(ruler),
            Text(t_in(language, "settings.trial.ruler", n=width)),
            Columns((Cell(t_in(language, "settings.trial.characters")), Cell(f"中文 Aa 123 {_RARE}", align="right"))),
            Columns((Cell(t_in(language, "settings.trial.money")), Cell("¥1,234.50", align="right"))),
            Columns((Cell(t_in(language, "settings.trial.counter")), Cell(counter, align="right"))),
            Columns((Cell(t_in(language, "settings.trial.address")), Cell(address, align="right"))),
            Rule(),
            Text(now, align="center"),
            Cut(),
        )
    )


def _nothing_to_store() -> None:
    """A test slip is no document: it is not kept in the spool."""
