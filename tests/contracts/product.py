"""What the tests of this folder look at: every service's application and events, none of them running."""

import importlib
import json
import pkgutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from common.events import Event
from common.openapi import example_of
from common.service import create_app, openapi
from common.testing.helpers import trusting_authenticator
from fastapi import FastAPI
from launcher.services import DATABASE_SERVICES, SERVICES, Service

ROOT = Path(__file__).parents[2]
EXCEPTIONS: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "exceptions.toml").read_text())
TOPICS = set(tomllib.loads((ROOT / "deploy" / "topics.toml").read_text())["topics"])


@dataclass(frozen=True)
class Operation:
    """One method of one path of the public API."""

    service: Service
    method: str
    path: str
    body: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def parameters(self) -> set[str]:
        return {parameter["name"] for parameter in self.body.get("parameters", [])}

    @property
    def required_query(self) -> dict[str, str]:
        """Something valid for the query parameters without which the operation answers nothing."""
        wanted = [one for one in self.body.get("parameters", []) if one["in"] == "query" and one["required"]]
        return {one["name"]: str(example_of(one["schema"], {})) for one in wanted}


@cache
def app_of(service: Service) -> FastAPI:
    """Its HTTP application: it trusts the tests' tokens and has no database behind it."""
    app = create_app(importlib.import_module(f"{service.package}.main").service(), "api")
    app.state.authenticator = trusting_authenticator()
    return app


@cache
def operations() -> tuple[Operation, ...]:
    found = []
    for service in DATABASE_SERVICES:
        for path, methods in openapi(app_of(service))["paths"].items():
            found += [Operation(service, method.upper(), path, body) for method, body in methods.items()]
    return tuple(found)


def _modules(package: str) -> Iterator[str]:
    for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
        if not module.name.endswith("__main__") and ".bench" not in module.name:
            yield module.name


def published_by(service: Service) -> set[str]:
    """Types of the events that a service announces: its subclasses of Event; the gateway names its own by constants."""
    if not service.has_database:
        constants = vars(importlib.import_module(f"{service.package}.events")).values()
        return {value for value in constants if isinstance(value, str) and value.endswith(".v1")}
    return {event.type for event in events_of(service)}


def events_of(service: Service) -> list[type[Event]]:
    for module in _modules(service.package):
        importlib.import_module(module)
    own = (kind for kind in _subclasses(Event) if kind.__module__.startswith(service.package))
    return [kind for kind in own if hasattr(kind, "type")]


def _subclasses(kind: type[Event]) -> Iterator[type[Event]]:
    for child in kind.__subclasses__():
        yield child
        yield from _subclasses(child)


def contract(service: Service, name: str) -> Any:
    return json.loads((ROOT / "services" / service.name / "contracts" / name).read_text())


def publications() -> list[tuple[Service, str]]:
    return [(service, kind) for service in SERVICES for kind in sorted(published_by(service))]
