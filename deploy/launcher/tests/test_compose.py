"""docker-compose.yml and the Dockerfiles say the same as the launcher. No engine is needed: they are read, not run."""

import re
from typing import Any

import pytest
import yaml
from launcher.services import DATABASE_SERVICES, SERVICES
from launcher.settings import ROOT, read_env_file

COMPOSE = ROOT / "docker-compose.yml"
KEYS = {"image", "build", "command", "restart", "environment", "depends_on", "healthcheck", "volumes", "ports"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())
    return document


def test_every_service_is_there(compose: dict[str, Any]) -> None:
    stores = {"postgres", "kafka", "prepare-database", "prepare-topics", "web"}
    assert set(compose["services"]) == stores | {service.name for service in SERVICES}


def test_each_has_one_origin_and_known_keys(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert ("image" in service) != ("build" in service), name
        assert set(service) <= KEYS, name


def test_what_one_waits_for_exists_and_can_be_waited_for(compose: dict[str, Any]) -> None:
    services = compose["services"]
    for name, service in services.items():
        waits = service.get("depends_on", {})
        assert set(waits) <= set(services), name
        for needed, how in waits.items() if isinstance(waits, dict) else ():
            assert how["condition"] != "service_healthy" or "healthcheck" in services[needed]


def test_the_gateway_does_not_wait_for_the_database(compose: dict[str, Any]) -> None:
    assert set(compose["services"]["csms-gateway"]["depends_on"]) == {"prepare-topics"}
    assert "DATABASE_URL" not in compose["services"]["csms-gateway"]["environment"]


def test_each_is_built_from_its_own_package_and_speaks_as_its_own_role(compose: dict[str, Any]) -> None:
    for service in SERVICES:
        assert compose["services"][service.name]["build"]["args"] == {"SERVICE": service.package}
    for service in DATABASE_SERVICES:
        url = compose["services"][service.name]["environment"]["DATABASE_URL"]
        assert url.startswith(f"postgresql://{service.noun}:${{{service.noun.upper()}_PASSWORD}}@postgres")


def test_named_volumes_are_declared(compose: dict[str, Any]) -> None:
    used = {volume.split(":")[0] for service in compose["services"].values() for volume in service.get("volumes", [])}
    assert used == set(compose["volumes"])


def test_the_example_names_every_variable() -> None:
    used = set(re.findall(r"\$\{([A-Z_]+)", COMPOSE.read_text()))
    assert used == set(read_env_file(ROOT / "deploy" / "compose.env.example"))


@pytest.mark.parametrize("name", ["service", "frontend"])
def test_what_the_images_copy_exists(name: str) -> None:
    text = (ROOT / "deploy" / f"Dockerfile.{name}").read_text()
    lines = [line.split()[1:-1] for line in text.splitlines() if line.startswith("COPY ") and "--from" not in line]
    assert lines
    assert all((ROOT / path).exists() for paths in lines for path in paths)


def test_the_images_install_the_locked_installer() -> None:
    (version,) = re.findall(r"^uv==([\d.]+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    assert f"uv=={version}" in (ROOT / "deploy" / "Dockerfile.service").read_text()
