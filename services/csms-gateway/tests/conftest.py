"""A gateway of the tests' own against real Kafka, and what was published by it."""

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiokafka import AIOKafkaProducer
from common.testing.plugin import settings_from
from csms_gateway.gateway import Gateway, running
from csms_gateway.settings import GatewaySettings

sys.path.insert(0, str(Path(__file__).parent))

from gateway_support import CREDENTIAL_KEY, TOKEN_KEY, NewStation, Published, Register, until_known, until_ready


@pytest.fixture(scope="module")
def make_settings(
    kafka_bootstrap: str, topic_prefix: str, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., GatewaySettings]:
    """Settings of a gateway with a data folder of its own, any of them replaced."""

    def make(**changes: object) -> GatewaySettings:
        settings = settings_from(
            GatewaySettings,
            {
                "KAFKA_BOOTSTRAP": kafka_bootstrap,
                "KAFKA_TOPIC_PREFIX": topic_prefix,
                "DATA_DIR": str(tmp_path_factory.mktemp("data")),
                "PORT": "0",
                "CREDENTIAL_KEY": CREDENTIAL_KEY,
                "REMOTE_TOKEN_KEY": TOKEN_KEY,
            },
        )
        return settings.model_copy(update=changes)

    return make


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def register(kafka_bootstrap: str, topic_prefix: str) -> AsyncIterator[Register]:
    producer = AIOKafkaProducer(bootstrap_servers=kafka_bootstrap, acks="all")
    await producer.start()
    yield Register(producer, topic_prefix)
    await producer.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def published(kafka_bootstrap: str, topic_prefix: str) -> AsyncIterator[Published]:
    published = Published(kafka_bootstrap, topic_prefix + "station-events")
    await published.start()
    yield published
    await published.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def logged(kafka_bootstrap: str, topic_prefix: str) -> AsyncIterator[Published]:
    """The protocol log."""
    logged = Published(kafka_bootstrap, topic_prefix + "station-log")
    await logged.start()
    yield logged
    await logged.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def gateway(make_settings: Callable[..., GatewaySettings]) -> AsyncIterator[Gateway]:
    """One gateway for the module's tests, ready."""
    async with running(Gateway(make_settings())) as gateway:
        await until_ready(gateway)
        yield gateway


@pytest.fixture
def new_station(gateway: Gateway, register: Register) -> NewStation:
    """Registers a station and waits until the gateway knows it; gives its id."""

    async def make(key: str, **fields: Any) -> str:
        return await until_known(gateway, await register.station(key, **fields))

    return make
