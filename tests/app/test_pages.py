"""The window's areas: each is there, named as its page is, and none is imported before it is wanted."""

import subprocess
import sys
from pathlib import Path

from frontdesk.app.pages import page_specs
from frontdesk.ui.desk import Desk
from tests.ui.conftest import desk, runner  # noqa: F401 - fixtures


def test_every_spec_is_its_pages(qtbot: object, desk: Desk, tmp_path: Path) -> None:  # noqa: F811
    for spec in page_specs(tmp_path, None):
        page = spec.factory(desk)
        assert (spec.key, spec.icon) == (page.key, page.icon)
        page.deleteLater()


def test_a_start_imports_no_page_and_the_background_all() -> None:
    look = "sorted(name for name in sys.modules if name.endswith('.page') and name != 'frontdesk.ui.page')"
    code = (
        f"import sys; import frontdesk.app.counter; print({look});"
        f"from frontdesk.app.pages import import_pages; import_pages(); print(len({look}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=True)
    before, after = done.stdout.split()
    assert before == "[]"
    assert int(after) == len(page_specs(Path(), None)) - 2  # Devices and Settings are the app's own
