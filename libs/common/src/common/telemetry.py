"""JSON logs with request, station and session ids; Prometheus metrics; traces when a collector is named."""

import logging
import re
import sys
import time
from collections.abc import Collection, MutableMapping
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar
from typing import Any, TextIO

import structlog
from opentelemetry import propagate, trace
from prometheus_client import Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from common.ids import uuid7

READING: ContextVar[tuple[str, bytes | None] | None] = ContextVar("reading", default=None)
"""Topic and key of the Kafka message that is being applied; its log lines bear them."""
_REQUEST_ID = re.compile(r"[A-Za-z0-9._:-]{1,64}")
SECONDS = Histogram(
    "http_request_seconds",
    "Time of an HTTP request",
    ["method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)


def configure_logging(service: str, level: str = "INFO", stream: TextIO | None = None) -> None:
    """One JSON object a line on `stream` (default: stdout); libraries' own lines come the same way."""
    stream = stream or sys.stdout
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        name_message,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(service=service)
    formatter = structlog.stdlib.ProcessorFormatter(
        processor=structlog.processors.JSONRenderer(ensure_ascii=False), foreign_pre_chain=shared
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def name_message(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Processor of structlog. Binding them for each of thousands of messages a second would cost more than reading."""
    if (reading := READING.get()) is not None:
        line.setdefault("topic", reading[0])
        line.setdefault("key", (reading[1] or b"").decode(errors="replace"))
    return line


def configure_tracing(service: str, endpoint: str) -> None:
    """Sends spans to an OTLP collector; without an endpoint nothing is loaded and nothing is recorded."""
    if not endpoint:
        return
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - 0.3 s
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - same
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - same
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - same

    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    trace.set_tracer_provider(provider)


def traceparent() -> str | None:
    """W3C trace context of the running span, to travel in a Kafka header."""
    carrier: dict[str, str] = {}
    propagate.inject(carrier)
    return carrier.get("traceparent")


def continued(name: str, parent: str | None) -> AbstractContextManager[Any]:
    """A span below the one whose `traceparent` came with a message; nothing when none came."""
    if parent is None:
        return nullcontext()
    context = propagate.extract({"traceparent": parent})
    return trace.get_tracer("common").start_as_current_span(name, context=context, kind=trace.SpanKind.CONSUMER)


def continued_together(name: str, parents: Collection[str]) -> AbstractContextManager[Any]:
    """A span for work on several messages at once: below their span when it is one, else linked to all of them."""
    if len(parents) <= 1:
        return continued(name, next(iter(parents), None))
    spans = [trace.get_current_span(propagate.extract({"traceparent": parent})) for parent in parents]
    links = [trace.Link(span.get_span_context()) for span in spans]
    return trace.get_tracer("common").start_as_current_span(name, links=links, kind=trace.SpanKind.CONSUMER)


def _request_id(given: str) -> str:
    """The caller's id when it may stand in logs and headers, else a new one."""
    return given if _REQUEST_ID.fullmatch(given) else uuid7().hex


class RequestContext:
    """ASGI middleware: a request id (taken over or made) for log and answer, time as a metric, a span."""

    def __init__(self, app: ASGIApp, service: str) -> None:
        self._app, self._tracer = app, trace.get_tracer(service)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
        request_id = _request_id(headers.get("x-request-id", ""))
        # bound to the end of the request's task: the answer to an unexpected error is made outside of us and names it
        structlog.contextvars.bind_contextvars(request_id=request_id)
        context = propagate.extract(headers)
        with self._tracer.start_as_current_span(f"{scope['method']} {scope['path']}", context=context):
            await self._timed(scope, receive, send, request_id)

    async def _timed(self, scope: Scope, receive: Receive, send: Send, request_id: str) -> None:
        started, status = time.perf_counter(), 500

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (b"x-request-id", request_id.encode())]
            await send(message)

        try:
            await self._app(scope, receive, send_with_id)
        finally:
            SECONDS.labels(scope["method"], status).observe(time.perf_counter() - started)
