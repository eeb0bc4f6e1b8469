import socket
from collections.abc import Iterator

import pytest
from launcher.errors import LauncherError
from launcher.ports import is_free, own_ports, require_free
from launcher.settings import Settings


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_taken_port_is_refused_by_number_and_setting(taken: int) -> None:
    assert not is_free("127.0.0.1", taken)
    with pytest.raises(LauncherError, match=f"port {taken} is taken.*BILLING_PORT.*PORT_OFFSET"):
        require_free(Settings.load({"BILLING_PORT": str(taken)}), ["BILLING"])


def test_replaced_servers_need_no_port() -> None:
    names = own_ports(Settings.load({"DATABASE_URL": "postgresql://x/y", "KAFKA_BOOTSTRAP": "k:9092"}))
    assert not {"POSTGRES", "KAFKA", "KAFKA_CONTROLLER"} & set(names)
    assert {"WEB", "GATEWAY"} <= set(names)
