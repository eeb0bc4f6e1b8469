"""Settings of the gateway; every size and time that an operator may want to turn."""

from functools import cached_property

from common.settings import ServiceSettings


class GatewaySettings(ServiceSettings):
    """Times are seconds unless the name says otherwise."""

    port: int = 18100
    gateway_instance: int = 0
    """Number of this process: its partition of `station-commands`; each running gateway needs its own."""
    credential_key: str = ""
    """Hex. Key of the card numbers' fingerprints; the same as identity-api's."""
    remote_token_key: str = ""
    """Hex. Key of the tokens of remote starts; the same as stations-api's."""

    heartbeat_interval: int = 300
    """Told to stations in the answer to boot, give or take a tenth (quirk W11)."""
    kafka_hold: float = 20.0
    """How long an answer waits for Kafka before the socket is closed with 1013."""
    linger_ms: float = 3.0
    """How long the first event of a batch waits for company."""
    busy_linger_ms: float = 20.0
    """The same while many events come: batches of several records cost everybody behind us less."""
    log_linger_ms: float = 50.0
    """`linger_ms` for frames of the protocol log, on which nobody waits: larger batches, fewer of them."""
    busy_log_linger_ms: float = 100.0
    kept_limit: int = 50_000
    """Events kept in memory while Kafka is away that no station will repeat; beyond it the lesser ones are dropped."""
    log_limit_bytes: int = 16_777_216
    """Frames waiting for the protocol log; beyond it they are dropped and counted."""

    trusted_proxies: str = "127.0.0.1,::1"
    """Addresses, by commas, whose X-Forwarded-For is believed."""
    backlog: int = 4096
    max_connections: int = 50_000
    """Stations connected at once: one more is answered 503 until another leaves; a connected one may come anew."""
    max_callers: int = 20_000
    """Connections whose handshake is not done: more are hung up on, so half-said requests cannot take the memory."""
    handshake_timeout: float = 10.0
    max_message_bytes: int = 1_048_576
    max_held_per_station: int = 64
    """Messages of one station that may wait for Kafka at once; then its socket is not read (quirk T13)."""
    ping_after: float = 45.0
    """Silence after which the websocket is pinged."""
    drop_after: float = 90.0
    """Silence after which a station that answers pings is held for gone; one that never did gets more (quirk W1)."""
    slow_reader: float = 30.0
    """How long a station may leave our bytes unread before it is cut."""
    seen_every: float = 10.0
    late_after: float = 300.0

    command_timeout: float = 60.0
    """How long a station may think about a request of ours; 31 s have been seen (quirk F14)."""
    model_rules: str = ""
    """JSON list of what models of chargers cannot take (`model_rules.py`); comes before the rules that are built in."""
    client_certificates: bool = False
    """The proxy in front checks client certificates and tells them in X-Client-Verify and X-Client-Subject."""
    farewell_per_second: float = 500.0
    """Sockets that are closed in a second when the gateway stops, so that not all come back at once (quirk W9)."""
    refusals_burst: int = 10
    refusals_seconds: float = 5.0
    """A station that is refused again and again is answered 429 after `burst` refusals, then one more in `seconds`."""
    unknown_every: float = 30.0
    """An unknown station is told of once in this time."""
    password_threads: int = 2
    password_waiting: int = 2_000
    """Password checks that may wait for a thread; the rest is sent away with 503."""

    @cached_property
    def proxies(self) -> frozenset[str]:
        return frozenset(address.strip() for address in self.trusted_proxies.split(","))

    @cached_property
    def credential_secret(self) -> bytes:
        return bytes.fromhex(self.credential_key)

    @cached_property
    def remote_token_secret(self) -> bytes:
        return bytes.fromhex(self.remote_token_key)
