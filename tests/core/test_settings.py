"""The machine's settings survive a round trip and refuse nonsense in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.core.device_settings import PrinterSettings, RouteSettings, VoiceSettings
from frontdesk.core.i18n import LANGUAGES, error_text, set_language
from frontdesk.core.settings import FILE_NAME, MachineSettings, SettingsUnreadable, load_settings, save_settings


def test_a_missing_file_means_defaults_and_saved_settings_come_back(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == MachineSettings()
    chosen = replace(
        MachineSettings(),
        counter="2",
        language="en",
        printers=(PrinterSettings(kind="serial", address="COM3"), PrinterSettings("kitchen", "cups", "bar")),
        routes=(RouteSettings("receipt", "kitchen"),),
        voice=VoiceSettings(volume_percent=30),
    )
    save_settings(tmp_path, chosen)
    assert load_settings(tmp_path) == chosen


@pytest.mark.parametrize(
    "text",
    [
        "counter = 3",
        "counter = ",
        "counter = '1/2'",
        "nonsense = 'x'",
        "theme = 'pink'",
        "language = 'fr'",
        "uid_form = 'octal'",
        "printer = 'typewriter'",
        "voice = 3",
        "voice = {volume_percent = 101}",
        "printers = [1]",
        "printers = [{kind = 'fax'}]",
        "printers = [{kind = 'screen'}, {kind = 'cups'}]",
        "routes = {kind = 'receipt'}",
        "auto_lock_s = 5",
        "\x00",
    ],
)
def test_nonsense_is_refused_with_words_in_both_languages(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(SettingsUnreadable) as refusal:
        load_settings(tmp_path)
    for language in LANGUAGES:
        set_language(language)
        happened, to_do = error_text(refusal.value)
        assert str(tmp_path) in happened
        assert to_do


def test_a_file_of_the_first_version_keeps_its_printer(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(
        'printer = "network"\nprinter_host = "10.0.0.9"\nprinter_port = 9101\nprinter_columns = 32\n'
        'printer_acknowledges = "none"\ncounter = "7"\n'
    )
    found = load_settings(tmp_path)
    assert found.counter == "7"
    assert found.printers == (
        PrinterSettings(kind="network", address="10.0.0.9:9101", columns=32, answers_status=False, acknowledges="none"),
    )
    (tmp_path / FILE_NAME).write_text('printer = "none"')
    assert load_settings(tmp_path).printers == ()
