"""The product as a list of programs: servers, preparation, services, gateway."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from launcher.demo import demo_programs
from launcher.kafka import kafka_program
from launcher.nginx import nginx_program
from launcher.postgres import postgres_program
from launcher.program import Program, Stage
from launcher.services import service_programs
from launcher.settings import Settings
from launcher.vault import Vault


def store_programs(settings: Settings, vault: Vault) -> list[Program]:
    """PostgreSQL and Kafka, unless existing ones are given by setting."""
    makers: list[Callable[[], Program]] = []
    if settings.get("DATABASE_URL") is None:
        makers.append(lambda: postgres_program(settings, vault))
    if settings.get("KAFKA_BOOTSTRAP") is None:
        makers.append(lambda: kafka_program(settings))
    with ThreadPoolExecutor() as pool:  # both create their storage at the first start: side by side
        return list(pool.map(lambda make: make(), makers))


def all_programs(settings: Settings, vault: Vault) -> list[Program]:
    """Every program of the product. Makes the folders and clusters that do not exist yet."""
    stores = store_programs(settings, vault)
    running = {program.name for program in stores}
    services = service_programs(settings, vault)
    return [
        *stores,
        _one_shot("database", settings, tuple(running & {"postgres"})),
        _one_shot("topics", settings, tuple(running & {"kafka"})),
        *services,
        nginx_program(settings),
        *demo_programs(settings, vault),
    ]


def _one_shot(name: str, settings: Settings, after: tuple[str, ...]) -> Program:
    """A step of the launcher itself, run as a process: its settings are passed on, they hold the addresses."""
    return Program(
        name=name,
        argv=(sys.executable, "-m", "launcher", "prepare", name),
        stage=Stage.PREPARE,
        after=after,
        environment={**settings.values, "PYTHONUNBUFFERED": "1"},
        is_one_shot=True,
    )
