"""Addresses of the database: the owner's and each service's own."""

from urllib.parse import quote, urlsplit

from launcher.settings import Settings
from launcher.vault import Vault

DATABASE = "smartcharging"


def admin_url(settings: Settings, vault: Vault) -> str:
    """URL of the role that makes roles and schemas: the user's DATABASE_URL or the embedded server's owner."""
    given = settings.get("DATABASE_URL")
    if given:
        return given
    return f"postgresql://postgres:{vault.get('postgres-password')}@127.0.0.1:{settings.port('POSTGRES')}/{DATABASE}"


def role_url(role: str, settings: Settings, vault: Vault) -> str:
    """URL of a service's own role on the same server and database."""
    admin = urlsplit(admin_url(settings, vault))
    place = admin.netloc.rpartition("@")[2]
    login = f"{role}:{quote(vault.get(f'role-{role}'), safe='')}"
    return admin._replace(scheme="postgresql", netloc=f"{login}@{place}").geturl()
