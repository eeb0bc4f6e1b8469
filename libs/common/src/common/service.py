"""The frame of a service: its HTTP application, its worker (relay, consumers, loops) and its command line.

A service describes itself in a `Service` and calls `main`; nothing here knows any of them.
"""

import asyncio
import contextlib
import gc
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, Protocol

import structlog
import uvicorn
from fastapi import APIRouter, FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from common import commands, dead_letters_api
from common.auth import Authenticator, Keys
from common.clock import Clock, SystemClock
from common.consumer import Consumer, ConsumerSpec
from common.db import Sessions, create_engine, session_factory
from common.dead_letters import DeadLetters
from common.errors import install_problem_handlers
from common.idempotency import forget_old_keys
from common.live import Live, telling
from common.openapi import openapi
from common.outbox import Relay
from common.refusals import log_refusals
from common.revocations import follow
from common.rights import DeclaredRight, declare
from common.settings import ServiceSettings
from common.telemetry import RequestContext, configure_logging, configure_tracing

__all__ = [
    "API_PREFIX",
    "Loop",
    "Reading",
    "Role",
    "Runtime",
    "Service",
    "Tables",
    "create_app",
    "dead_letters",
    "main",
    "new_consumer",
    "openapi",
]
log = structlog.get_logger()
Role = Literal["all", "api", "worker"]
API_PREFIX = "/api/v1"
HOUSEKEEPING_SECONDS = 3600
_YOUNG_OBJECTS = (10_000, 20, 20)
KEEP_ALIVE_SECONDS = 75
"""Longer than the proxy keeps an idle connection: who closes first must be the one who asks next, or a POST is lost."""


@dataclass(frozen=True)
class Tables:
    """The service's own tables for the mechanisms; None where it does not use one."""

    outbox: type[Any] | None = None
    offsets: type[Any] | None = None
    dead_letters: type[Any] | None = None
    idempotency: type[Any] | None = None


class Reading(Protocol):
    """What reads a topic for this process, `Consumer` or a service's own reader; /readyz waits for `ready`."""

    @property
    def ready(self) -> asyncio.Event: ...


@dataclass
class Runtime:
    """What the parts of a running service share; kept at `app.state.runtime`."""

    settings: ServiceSettings
    engine: AsyncEngine
    sessions: Sessions
    clock: Clock = field(default_factory=SystemClock)
    consumers: list[Reading] = field(default_factory=list)
    warnings: list[Callable[[], str | None]] = field(default_factory=list)
    """What /readyz has to say besides; a warning (None: nothing) does not make the service unready."""


Loop = Callable[[Runtime], Awaitable[None]]


@dataclass(frozen=True)
class Service:
    """name, settings, routers (mounted at /api/v1), what it reads, and loops of its own (run by the worker)."""

    name: str
    settings: ServiceSettings
    routers: Sequence[APIRouter] = ()
    tables: Tables = field(default_factory=Tables)
    consumers: Sequence[Callable[[Runtime], ConsumerSpec]] = ()
    loops: Sequence[Loop] = ()
    on_start: Sequence[Loop] = ()
    """Run once, before the service is ready, in every role (seeding; must be idempotent)."""
    api_loops: Sequence[Loop] = ()
    """Loops that every API process needs (the live stream's reader)."""
    rights: Sequence[DeclaredRight] = ()
    """What its endpoints require, for the editor of roles (common.rights)."""
    live: Sequence[Live] = ()
    """Its nouns whose pages live (common.live)."""

    @property
    def live_nouns(self) -> Sequence[Live]:
        """Its own and those of the mechanisms."""
        letters = self.tables.dead_letters
        return self.live if letters is None else [*self.live, Live("dead_letter", letters, dead_letters_api.READ)]


def create_app(service: Service, role: Role = "all", runtime: Runtime | None = None) -> FastAPI:
    """The HTTP application. A given `runtime` (tests) replaces the one made from the settings."""
    app = FastAPI(title=service.name, version="1", lifespan=_lifespan(service, role), openapi_url=None, docs_url=None)
    app.state.runtime = runtime or _runtime(service)
    app.state.sessions = app.state.runtime.sessions
    app.state.clock = app.state.runtime.clock
    app.state.settings = service.settings
    app.state.authenticator = Authenticator(Keys(service.settings.jwks_url))
    app.state.idempotency_table = service.tables.idempotency
    app.state.outbox_table, app.state.service_name = service.tables.outbox, service.name
    install_problem_handlers(app)
    log_refusals(app, service.tables.outbox, service.name)
    app.add_middleware(RequestContext, service=service.name)
    app.include_router(_health(app))
    if role != "worker":
        for router in service.routers:
            app.include_router(router, prefix=API_PREFIX)
        if service.tables.dead_letters is not None:
            noun, letters = service.name.removesuffix("-api"), partial(dead_letters, service, app.state.runtime)
            app.include_router(dead_letters_api.router(noun, letters, service.tables.dead_letters), prefix=API_PREFIX)
    return app


def _runtime(service: Service) -> Runtime:
    settings = service.settings
    engine = create_engine(settings.database_url or "postgresql://none@127.0.0.1:1/none", settings.database_pool_size)
    return Runtime(settings, engine, session_factory(engine))


def _lifespan(service: Service, role: Role) -> Callable[[FastAPI], contextlib.AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        runtime: Runtime = app.state.runtime
        for step in service.on_start:
            await step(runtime)
        open_for_life = contextlib.ExitStack()
        if service.tables.outbox is not None:
            open_for_life.enter_context(telling(service.live_nouns, service.tables.outbox, service.name))
        loops = [*_worker_loops(service, runtime)] if role != "api" else []
        loops += [*_api_loops(app, service, runtime)] if role != "worker" else []
        tasks = [asyncio.create_task(_watched(service.name, loop)) for loop in loops]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            open_for_life.close()
            await runtime.engine.dispose()

    return lifespan


def _api_loops(app: FastAPI, service: Service, runtime: Runtime) -> list[Awaitable[None]]:
    settings, authenticator = runtime.settings, app.state.authenticator
    own = [loop(runtime) for loop in service.api_loops]
    return [*own, follow(authenticator.revocations, settings.kafka_bootstrap, settings.kafka_topic_prefix)]


async def _watched(name: str, loop: Awaitable[None]) -> None:
    """A loop that ends has failed: better no process (the supervisor starts a new one) than half of one."""
    try:
        await loop
    except asyncio.CancelledError:
        raise
    except BaseException as error:
        log.critical("worker.failed", service=name, exc_info=error)
        sys.stdout.flush()
        asyncio.get_running_loop().call_soon(_exit)


def _exit() -> None:
    raise SystemExit(1)


def _worker_loops(service: Service, runtime: Runtime) -> list[Awaitable[None]]:
    settings, tables = service.settings, service.tables
    loops: list[Awaitable[None]] = [loop(runtime) for loop in service.loops]
    if tables.outbox is not None:
        relay = Relay(
            runtime.engine, tables.outbox, service.name, settings.kafka_bootstrap, settings.kafka_topic_prefix
        )
        loops.append(relay.run())
        if service.rights:
            loops.append(declare(runtime.sessions, tables.outbox, runtime.clock, service.name, service.rights))
    if tables.idempotency is not None:
        loops.append(_forget_idempotency_keys(runtime, tables.idempotency))
    for make in service.consumers:
        consumer = new_consumer(make(runtime), runtime, tables, service.name)
        runtime.consumers.append(consumer)
        loops.append(consumer.run())
    return loops


async def _forget_idempotency_keys(runtime: Runtime, table: type[Any]) -> None:
    while True:
        with contextlib.suppress(SQLAlchemyError, OSError):
            async with runtime.sessions.begin() as session:
                await forget_old_keys(session, table)
        await asyncio.sleep(HOUSEKEEPING_SECONDS)


def new_consumer(spec: ConsumerSpec, runtime: Runtime, tables: Tables, service: str = "") -> Consumer:
    assert tables.offsets is not None
    assert tables.dead_letters is not None
    return Consumer(
        spec,
        runtime.engine,
        runtime.sessions,
        bootstrap=runtime.settings.kafka_bootstrap,
        prefix=runtime.settings.kafka_topic_prefix,
        offsets=tables.offsets,
        dead_letters=tables.dead_letters,
        service=service,
    )


def _health(app: FastAPI) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz")
    async def readyz(response: Response) -> dict[str, Any]:
        checks = await _checks(app.state.runtime)
        response.status_code = 200 if all(checks.values()) else 503
        warnings = [said for warn in app.state.runtime.warnings if (said := warn())]
        return {**checks, "warnings": warnings} if warnings else checks

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router


async def _checks(runtime: Runtime) -> dict[str, bool]:
    try:
        async with asyncio.timeout(3), runtime.engine.connect() as connection:
            await connection.execute(text("select 1"))
        is_database_there = True
    except Exception:  # noqa: BLE001 - any reason makes us not ready
        is_database_there = False
    return {"database": is_database_there, "kafka": all(consumer.ready.is_set() for consumer in runtime.consumers)}


def dead_letters(service: Service, runtime: Runtime) -> DeadLetters:
    """The letters of the service's own consumers; a reader that keeps none (Tables.dead_letters) has none."""
    if service.tables.dead_letters is None:
        raise SystemExit(f"{service.name} keeps no dead letters")
    return DeadLetters(runtime.sessions, service.tables.dead_letters, [make(runtime) for make in service.consumers])


def spare_what_stays() -> None:
    """Modules, models and routes live as long as the process: the collector need not look at them again and again.

    A hundred and fifty thousand objects, passed over in the midst of a batch, took a quarter of a busy reader's time.
    Rows and messages come and go by the thousand, and nearly all go by themselves, so it also looks less often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_YOUNG_OBJECTS)


def main(service: Service, arguments: Sequence[str] | None = None) -> None:
    """`python -m <package> [--role all|api|worker]` serves; commands.py has what else it can do."""
    options = commands.parse(service.name, arguments)
    if options.action == "openapi":
        commands.print_json(openapi(create_app(service, "api")), indent=True)
        return
    settings = service.settings
    if options.action in commands.LETTER_ACTIONS:
        configure_logging(service.name, settings.log_level, sys.stderr)
        runtime = _runtime(service)
        raise SystemExit(commands.look_after(dead_letters(service, runtime), options, runtime.engine.dispose))
    configure_logging(service.name, settings.log_level)
    configure_tracing(service.name, settings.otlp_endpoint)
    app = create_app(service, options.role)
    spare_what_stays()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        server_header=False,
        proxy_headers=True,
    )
