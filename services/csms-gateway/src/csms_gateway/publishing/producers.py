"""The Kafka producer and its successor: one that failed for good is replaced, its batches are sent by the next."""

import asyncio

import structlog
from aiokafka import AIOKafkaProducer
from common.kafka import new_producer, start_patiently

log = structlog.get_logger()
_RETIREMENT_SECONDS = 60.0
_FAREWELL_SECONDS = 2.0


class Producers:
    """Keeps one started producer; waits for the broker as long as it takes."""

    def __init__(self, bootstrap: str) -> None:
        self._bootstrap = bootstrap
        self._current: AIOKafkaProducer | None = None
        self._is_wanted = asyncio.Event()
        self._is_started = asyncio.Event()
        self._retirements: set[asyncio.Task[None]] = set()

    @property
    def is_started(self) -> bool:
        return self._is_started.is_set()

    async def run(self) -> None:
        """Start a producer whenever there is none. Ends only by cancellation."""
        self._is_wanted.set()
        try:
            while True:
                await self._is_wanted.wait()
                self._is_wanted.clear()
                producer = new_producer(self._bootstrap, linger_ms=0, compression="zstd")
                self._current = producer
                await start_patiently(producer)
                self._is_started.set()
        finally:
            if self._current is not None:
                await _stop(self._current, _FAREWELL_SECONDS)
            for retirement in self._retirements:
                retirement.cancel()

    async def get(self) -> AIOKafkaProducer:
        """The running producer; waits while there is none."""
        await self._is_started.wait()
        assert self._current is not None
        return self._current

    def replace(self, failed: AIOKafkaProducer, error: BaseException) -> None:
        """After a refused batch the sequence numbers of an idempotent producer are broken: take a new one."""
        if failed is not self._current:
            return
        log.warning("kafka.producer_replaced", error=repr(error))
        self._is_started.clear()
        self._is_wanted.set()
        retirement = asyncio.get_running_loop().create_task(_stop(failed, _RETIREMENT_SECONDS))
        self._retirements.add(retirement)
        retirement.add_done_callback(self._retirements.discard)


async def _stop(producer: AIOKafkaProducer, seconds: float) -> None:
    """Let what is on its way arrive, within reason."""
    try:
        async with asyncio.timeout(seconds):
            await producer.stop()
    except Exception as error:  # noqa: BLE001 - it is leaving, whatever it says
        log.info("kafka.producer_left", error=repr(error))
