"""``frontdesk verify`` as other programs call it."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from frontdesk.app.cli import main
from frontdesk.app.commands import verify as verify_command
from frontdesk.core.actor import Actor
from frontdesk.store.store import Store
from tests.books.asking import Ask, close, top_up


@pytest.fixture
def folder(store: Store, actor: Actor, monkeypatch: pytest.MonkeyPatch) -> Path:
    top_up(store, actor, Ask(5000))
    close(store, actor, Ask())
    assert store.path is not None
    monkeypatch.delenv("FRONTDESK_DB", raising=False)
    monkeypatch.setenv("FRONTDESK_DATA", str(store.path.parent))
    return store.path.parent


def test_clean_books_exit_0_and_print_the_head(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--language", "en"]) == 0
    printed = capsys.readouterr().out
    assert "Clean:" in printed
    head = printed.split("journal: ")[1].strip()
    assert main(["verify", "--anchor", head, "--anchor", f"{head[:4]} {head[4:8]} {head[8:12]}"]) == 0
    assert main(["verify", "--anchor", "0123 4567 89ab"]) == 1
    assert main(["verify", "--anchor", "%"]) == 1
    assert main(["--language", "en", "--db", f"sqlite:///{folder / 'frontdesk.db'}", "verify"]) == 0


def test_a_changed_row_exits_1_and_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlcipher.connect(str(folder / "frontdesk.db"))
    connection.execute("DROP TRIGGER postings_no_update")
    connection.execute("UPDATE postings SET quantity = 5001 WHERE id = 1")
    connection.commit()
    connection.close()
    assert main(["verify"]) == 1
    assert "postings/1" in capsys.readouterr().err


def test_trouble_exits_2_with_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--data", str(tmp_path / "nowhere"), "--language", "zh"]) == 2
    assert "没有数据库" in capsys.readouterr().err
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"\x00garbage" * 999)
    assert main(["verify", "--db", f"sqlite:///{broken}", "--language", "en"]) == 2
    assert "damaged" in capsys.readouterr().err


def test_a_newer_schema_is_refused_with_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlcipher.connect(str(folder / "frontdesk.db"))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    assert main(["verify", "--language", "en"]) == 2
    assert "newer version" in capsys.readouterr().err


def test_the_real_process_answers(folder: Path) -> None:
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-m", "frontdesk", "verify"], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


def test_a_table_that_is_gone_is_damage(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlcipher.connect(str(folder / "frontdesk.db"))
    connection.execute("DROP TABLE dues")
    connection.commit()
    connection.close()
    assert main(["verify", "--language", "en"]) == 2
    assert "frontdesk-fault" not in capsys.readouterr().err


def test_a_fault_of_the_program_is_words_and_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError("nobody foresaw the dues")

    monkeypatch.setattr(verify_command, "verify", fail)
    assert main(["verify", "--language", "en"]) == 2
    printed = capsys.readouterr().err
    assert "Traceback" not in printed
    assert "dues" in Path(printed.strip().splitlines()[-1]).read_text(encoding="utf-8")
