"""The public face of the services: the route table of nginx and one OpenAPI document, both generated from theirs."""

import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from launcher.errors import LauncherError
from launcher.services import DATABASE_SERVICES, Service

Document = dict[str, Any]
PREFIX = "/api/v1/"
OWNED_BY_EACH = {"dead-letters"}
"""Nouns below which every service serves a path with its own name."""
NO_WORD = re.compile(r"\W")
REFERENCE = "#/components/schemas/"
METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}
SECURITY_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "For programs: `POST /api/v1/auth/token` gives one.",
    },
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sc_access",
        "description": "For the browser; unsafe methods also need the header `X-CSRF-Token`.",
    },
}

PROBLEM = {
    "type": "object",
    "description": "RFC 9457. `code` is stable: programs and translations rely on it; `params` holds what it is about.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "examples": ["station_not_found", "validation_failed"]},
        "params": {"type": "object", "additionalProperties": True},
        "request_id": {"type": "string"},
    },
    "required": ["type", "title", "status", "code"],
}
PROBLEM_ANSWER = {
    "description": "Anything but success",
    "content": {"application/problem+json": {"schema": {"$ref": f"{REFERENCE}Problem"}}},
}
FASTAPI_ERRORS = ("HTTPValidationError", "ValidationError")
"""FastAPI documents its own error body; ours is another one (common.errors)."""


def routes_path(root: Path) -> Path:
    """The route table: noun → service."""
    return root / "deploy" / "nginx" / "routes.json"


def openapi_path(root: Path) -> Path:
    """The merged document; the front end generates its types from it, nginx serves it."""
    return root / "frontend" / "openapi.json"


def fetch_documents() -> dict[Service, Document]:
    """Every service's own document; none of them needs a database for that."""
    absent = [service.name for service in DATABASE_SERVICES if not service.is_installed]
    if absent:
        raise LauncherError(f"not installed: {', '.join(absent)}")
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(DATABASE_SERVICES, pool.map(_fetch, DATABASE_SERVICES), strict=True))


def _fetch(service: Service) -> Document:
    command = [sys.executable, "-m", service.package, "openapi"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LauncherError(f"{service.name} cannot print its OpenAPI document:\n{done.stderr}")
    document: Document = json.loads(done.stdout)
    return document


def routes_of(documents: Mapping[Service, Document]) -> dict[str, str]:
    """Noun → service. A noun has one owner, but each service has dead letters of its own."""
    owners: dict[str, str] = {}
    for service, document in documents.items():
        for noun in {_noun_of(path) for path in document["paths"]}:
            owner = owners.setdefault(noun, service.noun)
            if owner != service.noun:
                raise LauncherError(f"both {owner} and {service.noun} serve {PREFIX}{noun}")
    return dict(sorted(owners.items()))


def _noun_of(path: str) -> str:
    first, _, rest = path.removeprefix(PREFIX).partition("/")
    return f"{first}/{rest.partition('/')[0]}" if first in OWNED_BY_EACH else first


def merge(documents: Mapping[Service, Document]) -> Document:
    """One document of all; schemas that only share a name get the service's name in front."""
    ambiguous = _ambiguous_schemas(documents)
    paths: Document = {}
    schemas: Document = {}
    for service, original in documents.items():
        document = _renamed(original, {name: service.noun.title() + name for name in ambiguous})
        for operation in _operations(document):
            _complete(operation, service)
        _name_operations(document, f"_{service.noun}")
        paths |= document["paths"]
        schemas |= document.get("components", {}).get("schemas", {})
    schemas = {name: schema | {"title": name} for name, schema in schemas.items() if name not in FASTAPI_ERRORS}
    schemas["Problem"] = PROBLEM
    _settle_names(paths)
    return {
        "openapi": "3.1.0",
        "info": {"title": "SmartCharging", "version": "1", "description": "Public REST API."},
        "servers": [{"url": "/"}],
        "tags": [{"name": service.name} for service in documents],
        "paths": dict(sorted(paths.items())),
        "components": {"schemas": dict(sorted(schemas.items())), "securitySchemes": SECURITY_SCHEMES},
    }


def _complete(operation: Document, service: Service) -> None:
    """What only the whole knows: whose it is, who may call it, how errors look."""
    operation["tags"] = [service.name]
    operation["security"] = [{"bearer": []}, {"cookie": []}] if operation.get("x-right") else []
    answers = {status: answer for status, answer in operation["responses"].items() if status != "422"}
    operation["responses"] = answers | {"default": PROBLEM_ANSWER}


def _name_operations(document: Document, owner: str) -> None:
    """The handler's own name instead of FastAPI's `name_path_method`; with the owner's, in case another has it too."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            own = operation["operationId"].removesuffix(f"{re.sub(NO_WORD, '_', path)}_{method}")
            operation["operationId"] = f"{own}|{owner}"


def _settle_names(paths: Document) -> None:
    """The owner's name goes where the handler's is enough."""
    operations = list(_operations({"paths": paths}))
    counts = Counter(operation["operationId"].partition("|")[0] for operation in operations)
    for operation in operations:
        own, _, owner = operation["operationId"].partition("|")
        operation["operationId"] = own if counts[own] == 1 else own + owner


def _ambiguous_schemas(documents: Mapping[Service, Document]) -> set[str]:
    """Names that mean different things in different services."""
    meanings: dict[str, set[str]] = defaultdict(set)
    for document in documents.values():
        for name, schema in document.get("components", {}).get("schemas", {}).items():
            meanings[name].add(json.dumps(schema, sort_keys=True))
    return {name for name, texts in meanings.items() if len(texts) > 1}


def _renamed(document: Document, names: Mapping[str, str]) -> Document:
    """A copy with schemas under other names, references included."""
    text = json.dumps(document)
    for old, new in names.items():
        text = text.replace(f'"{REFERENCE}{old}"', f'"{REFERENCE}{new}"')
    copy: Document = json.loads(text)
    schemas = copy.get("components", {}).get("schemas", {})
    for old, new in names.items():
        if old in schemas:
            schemas[new] = schemas.pop(old)
    return copy


def _operations(document: Document) -> Iterator[Document]:
    for item in document["paths"].values():
        yield from (operation for method, operation in item.items() if method in METHODS)


def _files(root: Path) -> dict[Path, str]:
    """What the generated files should hold."""
    documents = fetch_documents()
    contents = {routes_path(root): routes_of(documents), openapi_path(root): merge(documents)}
    return {path: json.dumps(content, indent=2, ensure_ascii=False) + "\n" for path, content in contents.items()}


def write(root: Path) -> None:
    """Write both files."""
    for path, text in _files(root).items():
        path.write_text(text)
        print(path.relative_to(root))


def check(root: Path) -> None:
    """Raise when a committed file differs from what the services say."""
    for path, text in _files(root).items():
        if not path.exists() or path.read_text() != text:
            raise LauncherError(f"{path.relative_to(root)} is stale: `make client`, then commit it")
