"""Ports: a taken one is found before anything starts, and named together with its setting."""

import socket
from collections.abc import Iterable

from launcher.errors import LauncherError
from launcher.settings import Settings


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port in TIME_WAIT is free
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def own_ports(settings: Settings) -> list[str]:
    """Names of the ports that this installation opens; embedded servers that are replaced open none."""
    names = [name.removesuffix("_PORT") for name in settings.values if name.endswith("_PORT")]
    dropped = {"POSTGRES"} if settings.get("DATABASE_URL") else set()
    dropped |= {"KAFKA", "KAFKA_CONTROLLER"} if settings.get("KAFKA_BOOTSTRAP") else set()
    return [name for name in names if name not in dropped]


def require_free(settings: Settings, names: Iterable[str]) -> None:
    """Raise when one of the ports is taken."""
    for name in names:
        host = settings.values["WEB_HOST"] if name == "WEB" else "127.0.0.1"
        if not is_free(host, settings.port(name)):
            raise LauncherError(
                f"port {settings.port(name)} is taken by another program; choose another one by {name}_PORT or move "
                f"all ports by PORT_OFFSET (deploy/settings.env or the environment)"
            )
