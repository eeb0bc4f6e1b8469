"""Secrets of the installation: generated once, kept as one file each, readable by the owner alone."""

import os
import secrets
import string
from collections.abc import Callable
from pathlib import Path

ALPHABET = string.ascii_letters + string.digits


def hex_key() -> str:
    """256 random bits as 64 hex digits."""
    return secrets.token_hex(32)


def password(length: int = 16) -> str:
    """Letters and digits with at least one capital, one small letter and one digit: what sign-in demands."""
    while True:
        word = "".join(secrets.choice(ALPHABET) for _ in range(length))
        if any(c.isupper() for c in word) and any(c.islower() for c in word) and any(c.isdigit() for c in word):
            return word


class Vault:
    """A folder of secrets (mode 0700) with one file per secret (mode 0600).

    A variable of the environment wins, where something else keeps the secrets: SECRET_ROLE_STATIONS for role-stations.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, name: str, make: Callable[[], str] = password) -> str:
        """The secret of that name; made and stored at the first call."""
        given = os.environ.get(f"SECRET_{name.upper().replace('-', '_')}")
        if given:
            return given
        path = self._folder / name
        if not path.exists():
            self._store(path, make())
        return path.read_text().strip()

    def _store(self, path: Path, secret: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secret + "\n")
        temporary.rename(path)  # a secret is never seen half written
