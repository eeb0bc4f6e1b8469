from pathlib import Path

from launcher.logs import RotatingLog, tail


def test_a_full_file_is_put_aside_and_the_oldest_goes(tmp_path: Path) -> None:
    log = RotatingLog(tmp_path / "a.log", limit_bytes=10, kept_files=2)
    for chunk in (b"11111111\n", b"22222222\n", b"33333333\n", b"44444444\n"):
        log.write(chunk)
    log.close()
    contents = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert contents == {"a.log": "44444444\n", "a.log.1": "33333333\n", "a.log.2": "22222222\n"}


def test_a_log_goes_on_after_a_restart(tmp_path: Path) -> None:
    for word in (b"one\n", b"two\n"):
        log = RotatingLog(tmp_path / "a.log")
        log.write(word)
        log.close()
    assert tail(tmp_path / "a.log") == "one\ntwo"


def test_the_tail_begins_with_a_whole_line(tmp_path: Path) -> None:
    (tmp_path / "a.log").write_text("first line\nsecond\nthird\n")
    assert tail(tmp_path / "a.log", size=15) == "third" or tail(tmp_path / "a.log", size=15) == "second\nthird"
    assert tail(tmp_path / "none.log") == ""
