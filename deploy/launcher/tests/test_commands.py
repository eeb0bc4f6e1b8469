"""What a person sees: the table, the JSON, refusals."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from launcher import commands
from launcher.__main__ import main
from launcher.board import Board
from launcher.daemon import Daemon
from launcher.errors import LauncherError
from launcher.program import State
from launcher.settings import Settings
from launcher.stamp import LAYOUT, check_stamp


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.load({"DATA_DIR": str(tmp_path)})


@pytest.fixture
def running(settings: Settings) -> Iterator[Settings]:
    """As if a launcher ran here with two programs."""
    lock = Daemon(settings).hold()
    board = Board(settings.data_dir / "run" / "board.json")
    board.add("kafka", 19192)
    board.add("topics", None)
    board.change("kafka", State.READY, pid=os.getpid(), restarts=2)
    board.change("topics", State.DONE)
    yield settings
    del lock


class TestPs:
    def test_the_table_names_every_program(self, running: Settings, capsys: pytest.CaptureFixture[str]) -> None:
        commands.ps(running, as_json=False)
        header, kafka, topics = capsys.readouterr().out.splitlines()
        assert header.split() == ["NAME", "PID", "PORT", "STATE", "SINCE", "RESTARTS"]
        assert kafka.split()[:4] == ["kafka", str(os.getpid()), "19192", "ready"]
        assert topics.split()[:4] == ["topics", "-", "-", "done"]

    def test_the_json_has_the_fields_that_scripts_rely_on(self, running, capsys) -> None:
        commands.ps(running, as_json=True)
        kafka, topics = json.loads(capsys.readouterr().out)
        assert set(kafka) == {"name", "pid", "port", "state", "since", "restarts"}
        assert (kafka["name"], kafka["port"], kafka["state"], kafka["restarts"]) == ("kafka", 19192, "ready", 2)
        assert topics["pid"] is None

    def test_a_board_without_a_launcher_is_not_believed(self, running: Settings, capsys) -> None:
        other = Settings.load({"DATA_DIR": str(running.data_dir / "elsewhere")})
        commands.ps(other, as_json=True)
        assert json.loads(capsys.readouterr().out) == []


class TestDaemon:
    def test_there_is_one_launcher_per_data_directory(self, running: Settings) -> None:
        assert Daemon(running).pid == os.getpid()
        with pytest.raises(LauncherError, match="already"):
            Daemon(running).hold()

    def test_down_without_a_launcher_says_so(self, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
        commands.down(settings)
        assert capsys.readouterr().out == "not running\n"


class TestReset:
    def test_refuses_while_it_runs(self, running: Settings) -> None:
        with pytest.raises(LauncherError, match="make down"):
            commands.reset(running, is_forced=True)

    def test_deletes_data_but_not_what_was_fetched(self, settings: Settings) -> None:
        for folder in ("kafka", "secrets", "cache/kafka-1"):
            (settings.data_dir / folder).mkdir(parents=True)
        commands.reset(settings, is_forced=True)
        assert [path.name for path in settings.data_dir.iterdir()] == ["cache"]

    def test_asks_first(self, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
        (settings.data_dir / "kafka").mkdir()
        monkeypatch.setattr("builtins.input", lambda _: "no")
        commands.reset(settings, is_forced=False)
        assert (settings.data_dir / "kafka").exists()


class TestStamp:
    def test_a_new_folder_is_stamped(self, tmp_path: Path) -> None:
        check_stamp(tmp_path / "var")
        check_stamp(tmp_path / "var")
        assert (tmp_path / "var" / "LAYOUT").read_text() == f"{LAYOUT}\n"

    def test_data_of_a_newer_product_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "LAYOUT").write_text(f"{LAYOUT + 1}\n")
        with pytest.raises(LauncherError, match="newer version"):
            check_stamp(tmp_path)


def test_an_error_is_one_readable_line(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert main(["stop", "kafka"]) == 1
    assert capsys.readouterr().err == "error: there is no program kafka; there are: none, it is not running\n"


def test_a_command_gets_the_addresses(tmp_path: Path) -> None:
    script = "import os, sys; sys.exit(0 if sys.argv[1] == os.environ['OCPP_URL'] != '' else 1)"
    command = [sys.executable, "-m", "launcher", "with", "--", sys.executable, "-c", script, "{OCPP_URL}"]
    assert subprocess.run(command, env={**os.environ, "DATA_DIR": str(tmp_path)}, check=False).returncode == 0


class TestService:
    def test_a_service_runs_its_own_command_in_its_environment(self, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "launcher", "service", "updates-api", "openapi"]
        environment = {**os.environ, "DATA_DIR": str(tmp_path)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert "/api/v1/software" in json.loads(done.stdout)["paths"]

    def test_an_unknown_service_is_told_the_known_ones(self, settings: Settings) -> None:
        with pytest.raises(LauncherError, match=r"there is no service billing; there are: .*billing-api"):
            commands.run_service(settings, "billing", ["openapi"])
