"""The whole gateway, put together from its settings: start, run, stop."""

import asyncio
import contextlib
import random
from collections.abc import Callable, Coroutine
from typing import Any

import aiofastnet
import structlog
from common.clock import Clock, SystemClock
from opentelemetry.trace import Tracer

from csms_gateway.authorization import Authorizer
from csms_gateway.commands.consumer import CommandConsumer, DeliveredCommands
from csms_gateway.connections.access_watch import AccessWatch
from csms_gateway.connections.admission import Gatekeeper
from csms_gateway.connections.connection_book import ConnectionBook
from csms_gateway.connections.door import Callers, Door, House
from csms_gateway.connections.engine import Engine
from csms_gateway.connections.identity import NATIVE_ROOT, OCPP_ROOT
from csms_gateway.connections.liveness import Liveness
from csms_gateway.connections.passwords import PasswordChecker
from csms_gateway.connections.picows_socket import PicowsUpgrader
from csms_gateway.connections.refusals import RefusalLimiter
from csms_gateway.connections.registry import Registry
from csms_gateway.connections.socket import CloseCode, SocketListener
from csms_gateway.connections.station_connection import StationConnection
from csms_gateway.connections.unknown_stations import UnknownStations
from csms_gateway.conversation import ProtocolFamily
from csms_gateway.front_desk import FrontDesk
from csms_gateway.garbage import keep_garbage_small
from csms_gateway.model_rules import ModelRules
from csms_gateway.native.connection import NativeConnection
from csms_gateway.native.journal import Journals
from csms_gateway.native.protocol import SUBPROTOCOL, JournalKeeper, NativeProtocol
from csms_gateway.native.tools import NativeTools
from csms_gateway.ocpp201.memory import Memories
from csms_gateway.ocpp201.memory_keeper import MemoryKeeper
from csms_gateway.ocppj.routing import Tools
from csms_gateway.protocols import ocpp_protocols
from csms_gateway.publishing.group_commit import GroupCommit
from csms_gateway.publishing.linger import Linger
from csms_gateway.publishing.producers import Producers
from csms_gateway.replicas.credentials import CredentialReplica
from csms_gateway.replicas.debtors import DebtorReplica
from csms_gateway.replicas.follower import Follower, Replica
from csms_gateway.replicas.stations import Station, StationReplica
from csms_gateway.replicas.store import ReplicaStore
from csms_gateway.settings import GatewaySettings

log = structlog.get_logger()
_STORE_FILE = "replicas.sqlite"
_FAREWELL_SECONDS = 3.0
_FAREWELL_GROUP = 20
_EVENT_LOSSY_BYTES = 4_194_304


class Gateway:
    """One process' worth of stations."""

    def __init__(self, settings: GatewaySettings, clock: Clock | None = None, tracer: Tracer | None = None) -> None:
        self.settings, self.clock, self.tracer = settings, clock or SystemClock(), tracer
        self.registry, self.rules = Registry(), ModelRules.read(settings.model_rules)
        self.access = AccessWatch(self.registry)
        self.stations, self.credentials = StationReplica(self.access.on_change), CredentialReplica()
        self.store = ReplicaStore(settings.data_dir / _STORE_FILE)
        # Two, because aiokafka has one request at a time with a broker: answers must not wait behind the log.
        self.producers, self.log_producers = (Producers(settings.kafka_bootstrap) for _ in range(2))
        self.events = self._commit(
            "station-events", self.producers, _EVENT_LOSSY_BYTES, (settings.linger_ms, settings.busy_linger_ms)
        )
        self.frames = self._commit(
            "station-log",
            self.log_producers,
            settings.log_limit_bytes,
            (settings.log_linger_ms, settings.busy_log_linger_ms),
        )
        self.followers = [self._follower("stations", self.stations), self._follower("credentials", self.credentials)]
        self.debtors = DebtorReplica()
        self.debts = self._follower("debtors", self.debtors)
        self.passwords = PasswordChecker(settings.password_threads, settings.password_waiting)
        self.delivered = DeliveredCommands(self.clock)
        self.commands = CommandConsumer(
            settings.kafka_topic_prefix + "station-commands",
            settings.gateway_instance,
            settings.kafka_bootstrap,
            self.registry,
            self.delivered,
            self.clock,
        )
        self.book = ConnectionBook(self.store, self.registry, self.events, self.clock)
        self.liveness = Liveness(self.registry, settings, self.access, self.clock)
        self.memories = Memories()
        self.memory_keeper = MemoryKeeper(self.store, self.memories, self.clock)
        self.journals = Journals()
        self.journal_keeper = JournalKeeper(self.store, self.journals)
        self._engines = {protocol.name: self._engine(protocol) for protocol in self._protocols()}
        self._engines[SUBPROTOCOL] = self._engine(self._native())
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    # --- life

    @property
    def port(self) -> int:
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def start(self) -> None:
        """Load the copies from disk, begin to follow Kafka, open the port. Waits for nobody."""
        await self.store.open()
        for follower in (*self.followers, self.debts):
            await follower.load()
        await self.journal_keeper.load()
        await self.memory_keeper.load()
        await self.book.announce_lost()
        loops = [
            self.producers.run(),
            self.log_producers.run(),
            self.events.run(),
            self.frames.run(),
            *(follower.run() for follower in (*self.followers, self.debts)),
            self.commands.run(),
            self.book.run(),
            self.journal_keeper.run(),
            self.memory_keeper.run(),
            self.liveness.run(),
            keep_garbage_small(),
        ]
        for loop in loops:
            self._spawn(_watched(loop))
        self._server = await self._listen()
        log.info("gateway.started", port=self.port, instance=self.settings.gateway_instance)

    async def _listen(self) -> asyncio.Server:
        loop, settings = asyncio.get_running_loop(), self.settings
        desk = FrontDesk(self._gatekeeper(), self.checks)
        upgrader = PicowsUpgrader(settings.max_message_bytes)
        callers = Callers(settings.max_callers)
        house = House(desk, upgrader, self._spawn, settings.handshake_timeout, settings.proxies, callers)

        def door() -> Door:
            return Door(house)

        server: asyncio.Server = await aiofastnet.create_server(
            loop, door, settings.host, settings.port, backlog=settings.backlog, reuse_address=True
        )
        return server

    async def stop(self) -> None:
        """Close the port, let held answers out, say goodbye to the stations, flush, end."""
        if self._server is not None:
            self._server.close()
        await self.events.drain(_FAREWELL_SECONDS)
        await self._say_goodbye()
        await self.events.drain(_FAREWELL_SECONDS)
        await self.frames.drain(_FAREWELL_SECONDS / 3)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.passwords.close()
        await self.store.close()

    async def _say_goodbye(self) -> None:
        """Close the sockets, some at a time: those that come back at once shall not come all together (quirk W9)."""
        pause = min(1 / self.settings.farewell_per_second, _FAREWELL_SECONDS / max(len(self.registry), 1))
        for number, connection in enumerate(list(self.registry), 1):
            connection.close(CloseCode.SERVICE_RESTART, "gateway stops")
            if number % _FAREWELL_GROUP == 0:
                await asyncio.sleep(pause * _FAREWELL_GROUP)

    def checks(self) -> dict[str, bool]:
        """What /readyz says."""
        return {
            "replicas": all(follower.is_usable or follower.is_caught_up.is_set() for follower in self.followers),
            "kafka": self.events.is_flowing and self.commands.is_assigned.is_set(),
        }

    # --- parts

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _commit(
        self, topic: str, producers: Producers, lossy_limit_bytes: int, linger_ms: tuple[float, float]
    ) -> GroupCommit:
        return GroupCommit(
            self.settings.kafka_topic_prefix + topic,
            producers,
            linger=Linger(*(one / 1000 for one in linger_ms)),
            kept_limit=self.settings.kept_limit,
            lossy_limit_bytes=lossy_limit_bytes,
        )

    def _follower(self, topic: str, replica: Replica) -> Follower:
        prefix, bootstrap = self.settings.kafka_topic_prefix, self.settings.kafka_bootstrap
        return Follower(topic, prefix, replica, self.store, bootstrap)

    def _gatekeeper(self) -> Gatekeeper:
        return Gatekeeper(
            self.stations,
            self.passwords,
            lambda: self.followers[0].is_usable,
            self._served(),
            self._new_connection,
            UnknownStations(self.events.append, self.settings.unknown_every).report,
            RefusalLimiter(self.settings.refusals_burst, self.settings.refusals_seconds),
            self.clock.now,
            self._has_room,
            self.settings.client_certificates,
        )

    def _has_room(self, station_id: str) -> bool:
        """For a connected one always: its newer socket replaces the older (law 4)."""
        registry = self.registry
        return len(registry) < self.settings.max_connections or registry.find(station_id) is not None

    def _served(self) -> dict[str, frozenset[str]]:
        """Subprotocols by the root of the path: /ocpp/<key> and /native/<number>."""
        ocpp = frozenset(name for name in self._engines if name.startswith("ocpp"))
        return {OCPP_ROOT: ocpp, NATIVE_ROOT: frozenset(self._engines) - ocpp}

    def _new_connection(self, station: Station, protocol: str, proof: str | None) -> SocketListener:
        if protocol == SUBPROTOCOL:
            return NativeConnection(station, self._engines[protocol], self.journals, proof)
        return StationConnection(station, self._engines[protocol], proof)

    def _authorizer(self) -> Authorizer:
        settings = self.settings
        return Authorizer(self.credentials, settings.credential_secret, settings.remote_token_secret, self.debtors)

    def _native(self) -> NativeProtocol:
        settings = self.settings
        heartbeat = jittered(settings.heartbeat_interval)
        tools = NativeTools(self._authorizer(), heartbeat, settings.late_after, settings.max_held_per_station)
        return NativeProtocol(self.journals, tools)

    def _protocols(self) -> list[ProtocolFamily]:
        settings = self.settings
        tools = Tools(self._authorizer(), jittered(settings.heartbeat_interval), settings.late_after)
        return ocpp_protocols(tools, self.memories)

    def _engine(self, protocol: ProtocolFamily) -> Engine:
        return Engine(
            protocol,
            self.delivered,
            self.registry,
            self.events,
            self.frames,
            self.clock,
            self.settings,
            self.rules,
            self.tracer,
        )


def jittered(seconds: int) -> Callable[[], int]:
    """The interval give or take a tenth, so that a fleet that came back at once does not stay in step (quirk W11)."""
    tenth = max(seconds // 10, 1)
    return lambda: seconds + random.randint(-tenth, tenth)  # noqa: S311 - no secret


async def _watched(work: Coroutine[Any, Any, None]) -> None:
    """A loop that fails must not leave half a gateway: the supervisor starts a whole one."""
    try:
        await work
    except asyncio.CancelledError:
        raise
    except BaseException:
        log.critical("gateway.loop_failed", exc_info=True)
        asyncio.get_running_loop().call_soon(_exit)


def _exit() -> None:
    raise SystemExit(1)


@contextlib.asynccontextmanager
async def running(gateway: Gateway) -> Any:
    """The gateway between start and stop."""
    await gateway.start()
    try:
        yield gateway
    finally:
        await gateway.stop()
