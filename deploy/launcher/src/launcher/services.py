"""The table of our own processes."""

import importlib.util
import sys
from dataclasses import dataclass

from launcher.addresses import role_url
from launcher.demo import webhooks_of
from launcher.probes import http_probe
from launcher.program import Program, Stage
from launcher.settings import Settings
from launcher.vault import Vault, hex_key

GATEWAY_PATIENCE_SECONDS = 20.0


@dataclass(frozen=True)
class Service:
    """`noun` is its schema, its database role and, in capitals, the name of its port."""

    name: str
    noun: str
    has_database: bool = True

    @property
    def package(self) -> str:
        """The Python package to run with -m."""
        return self.name.replace("-", "_")

    @property
    def is_installed(self) -> bool:
        """False while the part has not been written."""
        has_package = importlib.util.find_spec(self.package) is not None
        return has_package and importlib.util.find_spec(f"{self.package}.__main__") is not None


SERVICES = (
    Service("csms-gateway", "gateway", has_database=False),
    Service("stations-api", "stations"),
    Service("sessions-api", "sessions"),
    Service("billing-api", "billing"),
    Service("identity-api", "identity"),
    Service("updates-api", "updates"),
    Service("notifications-api", "notifications"),
)
DATABASE_SERVICES = tuple(service for service in SERVICES if service.has_database)


def service_programs(settings: Settings, vault: Vault) -> list[Program]:
    """The gateway and every service, each with the environment that it alone needs."""
    return [_program(service, settings, vault) for service in SERVICES if service.is_installed]


def _program(service: Service, settings: Settings, vault: Vault) -> Program:
    port = settings.port(service.noun.upper())
    directory = settings.data_dir / "data" / service.name
    directory.mkdir(parents=True, exist_ok=True)
    return Program(
        name=service.name,
        argv=(sys.executable, "-m", service.package),
        stage=Stage.SERVICE,
        probe=http_probe(port, "/readyz"),
        # Stations are served with PostgreSQL away, and with Kafka away too: after a while the gateway starts anyway.
        after=("database", "topics") if service.has_database else ("topics",),
        patience_seconds=None if service.has_database else GATEWAY_PATIENCE_SECONDS,
        environment=_environment(service, settings, vault),
        directory=directory,
        port=port,
    )


def _environment(service: Service, settings: Settings, vault: Vault) -> dict[str, str]:
    shared = {
        "HOST": "127.0.0.1",
        "PORT": str(settings.port(service.noun.upper())),
        "DATA_DIR": str(settings.data_dir / "data" / service.name),
        "KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "KAFKA_TOPIC_PREFIX": settings.get("KAFKA_TOPIC_PREFIX") or "",
        "STORAGE_URL": settings.get("STORAGE_URL") or f"file://{settings.data_dir / 'storage'}",
        "JWKS_URL": f"http://127.0.0.1:{settings.port('IDENTITY')}/api/v1/auth/jwks",
        "LOG_LEVEL": settings.values["LOG_LEVEL"],
        "CURRENCY": settings.values["CURRENCY"],
        "PYTHONUNBUFFERED": "1",
        "TZ": "UTC",
    }
    database = {"DATABASE_URL": role_url(service.noun, settings, vault)} if service.has_database else {}
    webhooks = webhooks_of(settings) if service.noun == "notifications" else {}
    return shared | database | webhooks | _own_secrets(service, settings, vault)


def _own_secrets(service: Service, settings: Settings, vault: Vault) -> dict[str, str]:
    """A secret goes to the processes that work with it and to no other."""
    secrets: dict[str, str] = {}
    if service.noun in {"gateway", "identity"}:
        secrets["CREDENTIAL_KEY"] = vault.get("credential-key", hex_key)
    if service.noun in {"gateway", "stations"}:
        secrets["REMOTE_TOKEN_KEY"] = vault.get("remote-token-key", hex_key)
    if service.noun == "identity":
        secrets["ADMIN_LOGIN"] = settings.values["ADMIN_LOGIN"]
        secrets["ADMIN_PASSWORD"] = vault.get("admin-password")
        secrets["API_CLIENT_ID"] = settings.values["API_CLIENT_ID"]
        secrets["API_CLIENT_SECRET"] = vault.get("api-client-secret", hex_key)
    return secrets
