import stat
from pathlib import Path

from launcher.vault import Vault, hex_key, password


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = Vault(tmp_path / "secrets").get("credential-key", hex_key)
    assert Vault(tmp_path / "secrets").get("credential-key", hex_key) == first
    assert len(bytes.fromhex(first)) == 32


def test_only_the_owner_can_read(tmp_path: Path) -> None:
    Vault(tmp_path / "secrets").get("admin-password")
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "secrets" / "admin-password").stat().st_mode) == 0o600


def test_a_password_meets_the_rule_of_sign_in() -> None:
    for word in (password() for _ in range(200)):
        assert len(word) >= 8
        assert any(c.isupper() for c in word)
        assert any(c.islower() for c in word)
        assert any(c.isdigit() for c in word)
