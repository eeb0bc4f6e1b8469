"""No request to private addresses, however they are dressed; what was checked is what is connected to."""

from ipaddress import ip_network
from typing import Any
from uuid import UUID

import pytest
from notifications_api.sending.addresses import AddressRefused, AddressRules
from notifications_api.sending.sender import Sender
from notifications_api.sending.urls import wire_url
from webhook_receiver import Receiver

WEBHOOK = UUID(int=1)
STRICT, LOOPBACK = AddressRules(), AddressRules((ip_network("127.0.0.0/8"),))
PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "fe80::1",
    "fd00::1",
    "::ffff:10.0.0.1",
    "2002:0a00:0001::",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::10.0.0.1",
    "::10.0.0.1",
    "::ffff:0:10.0.0.1",
    "fec0::1",
    "ff02::1",
    "fe80::1%eth0",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_refused(address: str) -> None:
    with pytest.raises(AddressRefused, match="not_public"):
        STRICT.check(address, is_encrypted=True)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_ones_are_taken_with_tls_only(address: str) -> None:
    STRICT.check(address, is_encrypted=True)
    with pytest.raises(AddressRefused, match="not_encrypted"):
        STRICT.check(address, is_encrypted=False)


def test_allowed_networks_are_exempt_and_nothing_else() -> None:
    LOOPBACK.check("127.0.0.1", is_encrypted=False)
    with pytest.raises(AddressRefused):
        LOOPBACK.check("10.0.0.1", is_encrypted=True)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://127.0.0.1/", "not_public"),
        ("https://[::1]/", "not_public"),
        ("https://localhost/", "not_public"),
        ("http://example.org/", "not_encrypted"),
        ("https:///path", "no_host"),
        ("https://user:pw@example.org/", "no_host"),
        ("https://example.org:99999/", "no_host"),
        ("https://a..b/", "no_host"),
        (f"https://{'ы' * 80}.рф/", "no_host"),
    ],
)
def test_what_can_be_said_of_an_address_as_written(url: str, reason: str) -> None:
    with pytest.raises(AddressRefused, match=reason):
        STRICT.check_url(url)


def test_a_proper_one_passes() -> None:
    STRICT.check_url("https://example.org/hooks?x=1")


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (
            "https://станции.рф:8443/приём?тип=a%20b",
            "https://xn--80aqassg4a.xn--p1ai:8443/%D0%BF%D1%80%D0%B8%D1%91%D0%BC",
        ),
        ("https://[2606:2800:220:1::1]:8443/x", "https://[2606:2800:220:1::1]:8443/x"),
        ("https://example.org/a%2Fb?x=1&y=%D1%8F#here", "https://example.org/a%2Fb?x=1&y=%D1%8F"),
    ],
)
def test_what_people_write_goes_on_the_wire_in_ascii(written: str, sent: str) -> None:
    assert wire_url(written).startswith(sent)
    assert wire_url(wire_url(written)) == wire_url(written)


async def test_an_address_in_cyrillic_is_reached(names: Any, receiver: Receiver) -> None:
    names(["127.0.0.1"])
    answer = await Sender(LOOPBACK, 2).post(WEBHOOK, f"http://станции.рф:{receiver.port}/приём", {}, b"{}")
    assert answer.status == 204
    assert receiver.requests[0].headers["host"].startswith("xn--")


class Names:
    """Answers of a name server that the attacker owns: one after the other."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers, self.asked = list(answers), 0

    async def getaddrinfo(self, host: str, port: int, **_: Any) -> list[Any]:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        return [(2, 1, 6, "", (address, port)) for address in answer]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Any:
    def answer_with(*answers: list[str]) -> Names:
        found = Names(*answers)
        monkeypatch.setattr(
            "asyncio.base_events.BaseEventLoop.getaddrinfo", lambda _, *a, **k: found.getaddrinfo(*a, **k)
        )
        monkeypatch.setattr("uvloop.Loop.getaddrinfo", found.getaddrinfo, raising=False)
        return found

    return answer_with


async def test_a_name_that_points_inside_is_refused_before_anything_is_sent(names: Any, receiver: Receiver) -> None:
    names(["127.0.0.1"])
    answer = await Sender(STRICT, 2).post(WEBHOOK, f"https://inside.example:{receiver.port}/", {}, b"{}")
    assert (answer.status, answer.error) == (None, "not_public")
    assert receiver.requests == []


async def test_one_bad_address_spoils_the_name(names: Any) -> None:
    names(["93.184.216.34", "10.0.0.1"])
    with pytest.raises(AddressRefused, match="not_public"):
        await STRICT.resolve("mixed.example", 443, is_encrypted=True)


async def test_rebinding_gains_nothing_the_name_is_asked_for_once(names: Any, receiver: Receiver) -> None:
    """The second answer of the name server would be a forbidden address: nobody asks for it."""
    asked = names(["127.0.0.1"], ["10.0.0.1"])
    answer = await Sender(LOOPBACK, 2).post(WEBHOOK, f"http://rebind.example:{receiver.port}/", {}, b"{}")
    assert (answer.status, asked.asked) == (204, 1)
    assert receiver.requests[0].headers["host"] == f"rebind.example:{receiver.port}"


async def test_a_name_that_is_not_there_is_an_error_like_others(names: Any) -> None:
    names([])
    answer = await Sender(STRICT, 2).post(WEBHOOK, "https://nowhere.example/", {}, b"{}")
    assert (answer.status, answer.error) == (None, "not_resolved")
