"""How programs of this machine reach a running installation: addresses and accounts, as environment variables."""

from launcher.settings import Settings
from launcher.vault import Vault, hex_key


def access_environment(settings: Settings, vault: Vault) -> dict[str, str]:
    """What `launcher with` and `launcher.testing` give to a command.

    WEB_URL (http://host:port, no slash at the end), API_URL (…/api/v1), OCPP_URL (ws://…/ocpp, before the station's
    key), ADMIN_LOGIN, ADMIN_PASSWORD, API_CLIENT_ID, API_CLIENT_SECRET (the machine client, all rights), and
    DATA_DIR, CACHE_DIR, PORT_OFFSET, so that `make ps` and `python -m launcher` below it mean the same installation.
    """
    place = f"127.0.0.1:{settings.port('WEB')}"
    return {
        "WEB_URL": f"http://{place}",
        "API_URL": f"http://{place}/api/v1",
        "OCPP_URL": f"ws://{place}/ocpp",
        "ADMIN_LOGIN": settings.values["ADMIN_LOGIN"],
        "ADMIN_PASSWORD": vault.get("admin-password"),
        "API_CLIENT_ID": settings.values["API_CLIENT_ID"],
        "API_CLIENT_SECRET": vault.get("api-client-secret", hex_key),
        "DATA_DIR": str(settings.data_dir),
        "CACHE_DIR": str(settings.cache_dir),
        "PORT_OFFSET": settings.values["PORT_OFFSET"],
    }
