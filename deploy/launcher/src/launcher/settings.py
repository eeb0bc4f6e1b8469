"""Settings of the launcher: deploy/settings.env, overlaid by the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LauncherError

ROOT = Path(__file__).resolve().parents[4]
"""The checkout: the launcher is installed editable, so its own path tells where the product is."""


def read_env_file(path: Path) -> dict[str, str]:
    """Lines `NAME=value` of a file; blank lines and lines that begin with # are left out."""
    pairs = (line.split("=", 1) for line in path.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


@dataclass(frozen=True)
class Settings:
    """What the settings file and the environment say, with the paths and addresses that follow from it."""

    values: Mapping[str, str]
    root: Path = ROOT

    @classmethod
    def load(cls, environment: Mapping[str, str] | None = None, root: Path = ROOT) -> "Settings":
        """Read deploy/settings.env; a variable of the environment (default: this process's) wins."""
        environment = os.environ if environment is None else environment
        values = read_env_file(root / "deploy" / "settings.env")
        return cls({name: environment.get(name, value) for name, value in values.items()}, root)

    def get(self, name: str) -> str | None:
        """The value of a setting, None when it is empty."""
        return self.values.get(name) or None

    def port(self, name: str) -> int:
        """The port of a part, for example `WEB`, with PORT_OFFSET added."""
        setting = f"{name}_PORT"
        try:
            port = int(self.values[setting]) + int(self.values["PORT_OFFSET"])
        except ValueError as error:
            raise LauncherError(f"{setting} and PORT_OFFSET must be whole numbers: {error}") from error
        if not 0 < port < 65536:  # noqa: PLR2004 - the range of TCP ports
            raise LauncherError(f"{setting} + PORT_OFFSET = {port} is not a port number")
        return port

    def _folder(self, value: str) -> Path:
        return (self.root / Path(value).expanduser()).resolve()

    @property
    def data_dir(self) -> Path:
        """Everything that the product writes."""
        return self._folder(self.values["DATA_DIR"])

    @property
    def cache_dir(self) -> Path:
        """What can be fetched again, shared by several data directories in tests."""
        value = self.get("CACHE_DIR")
        return self._folder(value) if value else self.data_dir / "cache"

    @property
    def kafka_bootstrap(self) -> str:
        """Address of the broker, embedded or given by the user."""
        return self.get("KAFKA_BOOTSTRAP") or f"127.0.0.1:{self.port('KAFKA')}"

    @property
    def web_address(self) -> str:
        """What a person types into the browser."""
        host = self.values["WEB_HOST"]
        return f"http://{'localhost' if host in {'0.0.0.0', '127.0.0.1'} else host}:{self.port('WEB')}/"  # noqa: S104 - compared, not bound

    def clean_environment(self) -> dict[str, str]:
        """The environment that every process inherits: ours without settings, which may hold passwords."""
        dropped = {*self.values, "PYTHONDONTWRITEBYTECODE"}  # without byte code each start compiles our sources again
        return {name: value for name, value in os.environ.items() if name not in dropped}
