"""Prometheus metrics of the gateway. Labels that stations fill are bounded: a fleet must not blow up the page."""

from collections.abc import Iterator
from typing import Final

from prometheus_client import REGISTRY, Counter, Gauge, Histogram
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector


class Tally(Collector):
    """A counter with labels for the hot path: an increment is one operation on a dict.

    No lock and no child objects, so only the event loop's thread may count.
    """

    def __init__(self, name: str, documentation: str, labels: tuple[str, ...]) -> None:
        self._name, self._documentation, self._labels = name, documentation, labels
        self._counts: dict[tuple[str, ...], int] = {}
        REGISTRY.register(self)

    def add(self, labels: tuple[str, ...], count: int = 1) -> None:
        """Count; `labels` are the values in the order of the names."""
        self._counts[labels] = self._counts.get(labels, 0) + count

    def collect(self) -> Iterator[CounterMetricFamily]:
        family = CounterMetricFamily(self._name, self._documentation, labels=self._labels)
        for labels, count in list(self._counts.items()):
            family.add_metric(labels, count)
        yield family


CONNECTIONS: Final = Gauge("gateway_connections", "Open websockets of stations")
HANDSHAKES: Final = Counter("gateway_handshakes", "Handshakes by outcome", ["outcome"])
CLOSES: Final = Counter("gateway_closes", "Closed websockets by cause", ["cause"])
FRAMES: Final = Tally("gateway_frames", "OCPP frames", ("direction", "kind"))
CALLS: Final = Tally("gateway_calls", "CALLs of stations by action and outcome", ("action", "outcome"))
DEVIATIONS: Final = Counter("gateway_deviations", "Departures from OCPP", ["deviation", "model", "firmware"])
COMMANDS: Final = Counter("gateway_commands", "Commands to stations by outcome", ["kind", "outcome"])
EVENTS: Final = Tally("gateway_events", "Events by what became of them", ("topic", "outcome"))
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
