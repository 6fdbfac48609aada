"""The machine's settings survive a round trip and refuse nonsense in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from frontdesk.core.i18n import LANGUAGES, error_text, set_language
from frontdesk.core.settings import FILE_NAME, MachineSettings, SettingsUnreadable, load_settings, save_settings


def test_a_missing_file_means_defaults_and_saved_settings_come_back(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == MachineSettings()
    chosen = replace(MachineSettings(), counter="2", language="en", printer_port=9101)
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
        "printer_port = 0",
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
