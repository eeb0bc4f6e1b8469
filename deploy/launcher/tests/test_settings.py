from pathlib import Path

import pytest
from launcher.errors import LauncherError
from launcher.settings import Settings


def settings(**given: str) -> Settings:
    return Settings.load(given)


def test_the_offset_moves_every_port() -> None:
    plain, moved = settings(), settings(PORT_OFFSET="10000")
    names = [name.removesuffix("_PORT") for name in plain.values if name.endswith("_PORT")]
    assert len(names) == 11
    assert all(moved.port(name) == plain.port(name) + 10000 for name in names)


def test_ports_are_all_different() -> None:
    ports = [value for name, value in settings().values.items() if name.endswith("_PORT")]
    assert len(set(ports)) == len(ports)


def test_the_environment_wins_over_the_file() -> None:
    assert settings(WEB_PORT="9000").port("WEB") == 9000


@pytest.mark.parametrize("given", [{"WEB_PORT": "none"}, {"PORT_OFFSET": "60000"}])
def test_a_bad_port_is_named(given: dict[str, str]) -> None:
    with pytest.raises(LauncherError, match="WEB_PORT"):
        settings(**given).port("WEB")


def test_folders_are_below_the_data_directory(tmp_path: Path) -> None:
    assert settings(DATA_DIR=str(tmp_path)).cache_dir == tmp_path / "cache"
    assert settings(DATA_DIR=str(tmp_path), CACHE_DIR="/c").cache_dir == Path("/c")


def test_a_process_inherits_no_setting_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://owner:secret@host/db")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    environment = Settings.load().clean_environment()
    assert not {"DATABASE_URL", "PYTHONDONTWRITEBYTECODE"} & set(environment)
    assert "PATH" in environment
