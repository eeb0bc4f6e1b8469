"""Start in order, restart, stop in order: with real processes that do as they are told or not."""

import os
import signal


class TestStart:
    def test_a_program_waits_until_those_it_needs_are_ready(self, launcher, new_port) -> None:
        store, service = new_port(), new_port()
        launcher.start(
            {"name": "service", "port": service, "after": ["prepare"]},
            {"name": "prepare", "one_shot": True, "after": ["store"], "options": ["--exit=0"]},
            {"name": "store", "port": store},
        )
        launcher.wait_for("service", "ready")
        assert launcher.journal() == ["store started", "prepare started", "service started"]
        assert launcher.entry("prepare").state == "done"

    def test_patience_ends_when_the_needed_one_never_comes(self, launcher, new_port) -> None:
        launcher.start(
            {"name": "gateway", "port": new_port(), "after": ["broken"], "patience": 0.3},
            {"name": "broken", "options": ["--exit=3"]},
        )
        launcher.wait_for("gateway", "ready")

    def test_output_goes_to_a_file_of_the_program(self, launcher, new_port) -> None:
        launcher.start({"name": "talker", "port": new_port()})
        launcher.wait_for("talker", "ready")
        log = launcher.folder / "log" / "talker.log"
        launcher.eventually(lambda: log.read_text() == "talker says hello\n")


class TestRestart:
    def test_a_killed_program_is_started_again(self, launcher, new_port) -> None:
        launcher.start({"name": "service", "port": new_port()})
        launcher.wait_for("service", "ready")
        killed = launcher.pid("service")
        os.kill(killed, signal.SIGKILL)
        launcher.eventually(lambda: launcher.entry("service").state == "ready" and launcher.pid("service") != killed)
        assert launcher.entry("service").restarts == 1

    def test_a_program_that_always_fails_is_tried_again_and_again(self, launcher, new_port) -> None:
        launcher.start({"name": "broken", "options": ["--exit=3"]}, {"name": "fine", "port": new_port()})
        launcher.eventually(lambda: launcher.journal().count("broken started") >= 3)
        launcher.wait_for("broken", "failing")
        launcher.wait_for("fine", "ready")

    def test_the_orphans_of_a_killed_leader_are_ended_before_the_restart(self, launcher, new_port) -> None:
        launcher.start({"name": "master", "port": new_port(), "options": ["--child"]})
        launcher.wait_for("master", "ready")
        worker = int(next(line for line in launcher.journal() if "child" in line).split()[0].rsplit("-", 1)[1])
        assert launcher.is_alive(worker)
        os.kill(launcher.pid("master"), signal.SIGKILL)
        launcher.eventually(lambda: not launcher.is_alive(worker))
        launcher.eventually(lambda: launcher.journal().count("master started") == 2)

    def test_a_program_that_cannot_be_started_does_not_stop_the_others(self, launcher, new_port) -> None:
        launcher.start({"name": "fine", "port": new_port()}, {"name": "no", "options": ["--unknown-option"]})
        launcher.wait_for("fine", "ready")
        launcher.wait_for("no", "failing")


class TestHold:
    def test_a_held_program_stays_down_until_released(self, launcher, new_port) -> None:
        launcher.start({"name": "service", "port": new_port()})
        launcher.wait_for("service", "ready")
        held = launcher.folder / "run" / "held"
        held.mkdir()
        (held / "service").touch()
        os.kill(launcher.pid("service"), signal.SIGKILL)
        launcher.wait_for("service", "stopped")
        (held / "service").unlink()
        launcher.wait_for("service", "ready")


class TestStop:
    def test_layers_stop_from_the_top(self, launcher, new_port) -> None:
        launcher.start(
            {"name": "store", "port": new_port(), "stage": 0},
            {"name": "service", "port": new_port(), "stage": 2, "options": ["--slow=0.2"]},
            {"name": "web", "port": new_port(), "stage": 3, "options": ["--slow=0.2"]},
        )
        for name in ("store", "service", "web"):
            launcher.wait_for(name, "ready")
        launcher.stop()
        stops = [line for line in launcher.journal() if "stop" in line]
        assert stops == [f"{name} {what}" for name in ("web", "service", "store") for what in ("stopping", "stopped")]

    def test_a_deaf_program_is_killed_when_its_time_is_over(self, launcher, new_port) -> None:
        launcher.start({"name": "deaf", "port": new_port(), "options": ["--deaf"], "stop_seconds": 0.3})
        launcher.wait_for("deaf", "ready")
        pid = launcher.pid("deaf")
        launcher.stop()
        assert not launcher.is_alive(pid)

    def test_a_stop_during_the_start_leaves_nothing(self, launcher, new_port) -> None:
        launcher.start(
            {"name": "store", "stage": 0},
            {"name": "waiting", "after": ["store"]},
            {"name": "broken", "options": ["--exit=3"]},
        )
        launcher.wait_for("broken", "failing")
        launcher.stop()
        assert launcher.entry("waiting").state == "stopped"


class TestDeathOfTheLauncher:
    def test_kill_minus_9_leaves_no_program(self, launcher, new_port) -> None:
        process = launcher.start({"name": "one", "port": new_port()}, {"name": "two", "port": new_port()})
        for name in ("one", "two"):
            launcher.wait_for(name, "ready")
        pids = [launcher.pid("one"), launcher.pid("two")]
        process.kill()
        process.wait()
        launcher.eventually(lambda: not any(launcher.is_alive(pid) for pid in pids))

    def test_what_did_not_follow_is_swept_at_the_next_start(self, launcher, new_port) -> None:
        port = new_port()
        rows = {"name": "deaf", "port": port, "options": ["--deaf"], "stop_seconds": 0.3}
        process = launcher.start(rows)
        launcher.wait_for("deaf", "ready")
        left = launcher.pid("deaf")
        process.kill()
        process.wait()
        assert launcher.is_alive(left)
        launcher.start(rows)
        launcher.eventually(lambda: not launcher.is_alive(left), seconds=25)
        launcher.eventually(lambda: launcher.pid("deaf") != left and launcher.entry("deaf").state == "ready")
