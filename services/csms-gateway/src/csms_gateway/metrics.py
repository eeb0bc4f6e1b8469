"""Prometheus metrics of the gateway. Labels that stations fill are bounded: a fleet must not blow up the page."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

CONNECTIONS: Final = Gauge("gateway_connections", "Open websockets of stations")
HANDSHAKES: Final = Counter("gateway_handshakes", "Handshakes by outcome", ["outcome"])
CLOSES: Final = Counter("gateway_closes", "Closed websockets by cause", ["cause"])
FRAMES: Final = Counter("gateway_frames", "OCPP frames", ["direction", "kind"])
CALLS: Final = Counter("gateway_calls", "CALLs of stations by action and outcome", ["action", "outcome"])
DEVIATIONS: Final = Counter("gateway_deviations", "Departures from OCPP", ["deviation", "model", "firmware"])
COMMANDS: Final = Counter("gateway_commands", "Commands to stations by outcome", ["kind", "outcome"])
EVENTS: Final = Counter("gateway_events", "Events by what became of them", ["topic", "outcome"])
WAITING: Final = Gauge("gateway_events_waiting", "Events that Kafka has not confirmed yet", ["topic"])
COMMIT_SECONDS: Final = Histogram(
    "gateway_commit_seconds",
    "From handing a batch to Kafka to its confirmation",
    ["topic"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5, 20),
)

_LABEL_SETS_LIMIT: Final = 2_000
_known: set[tuple[str, str, str]] = set()


def count_deviation(deviation: str, model: str, firmware: str) -> None:
    """Count one departure by station model and software version (law 5)."""
    labels = (deviation, model[:40], firmware[:40])
    if labels not in _known:
        if len(_known) >= _LABEL_SETS_LIMIT:
            labels = (deviation.partition(":")[0], "other", "other")
        _known.add(labels)
    DEVIATIONS.labels(*labels).inc()
