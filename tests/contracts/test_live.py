"""Every list lives, and its hints go to nobody who may not see the list: generated from what the services declare."""

import importlib
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from common.live import Live
from common.service import Service as Declared
from launcher.services import DATABASE_SERVICES, Service
from notifications_api.stream.hints import RIGHTS

from .filling import listings
from .product import EXCEPTIONS, ROOT, Operation, operations

STANDING = EXCEPTIONS["not_live"]


@cache
def declared(service: Service) -> Declared:
    made: Declared = importlib.import_module(f"{service.package}.main").service()
    return made


def nouns() -> list[tuple[Service, Live]]:
    return [(service, live) for service in DATABASE_SERVICES for live in declared(service).live_nouns]


def lists() -> list[Operation]:
    return [one for one in operations() if one.method == "GET" and "limit" in one.parameters]


@pytest.mark.req("UI-074")
@pytest.mark.parametrize("operation", lists(), ids=str)
def test_every_list_has_a_noun_that_is_told(operation: Operation) -> None:
    known = {live.right for _, live in nouns()} | set(RIGHTS.values())
    assert (operation.body["x-right"] in known) != (str(operation) in STANDING)


def _scoped() -> Iterator[tuple[Live, Any]]:
    for service, live in nouns():
        for listing in listings(service).values():
            if listing.entity is live.entity and listing.scope is not None:
                yield live, listing.scope


@pytest.mark.parametrize(("live", "scope"), [*dict(_scoped()).items()], ids=lambda one: getattr(one, "noun", ""))
def test_a_hint_goes_where_the_list_is_seen(live: Live, scope: Any) -> None:
    """By the column that limits the list, or to whom the station or the holder belongs."""
    assert live.scope is scope or live.station is not None or live.owner is not None


@pytest.mark.parametrize("live", {live.noun: live for _, live in nouns()}.values(), ids=lambda live: live.noun)
class TestNoun:
    def test_its_right_is_the_one_that_opens_the_list(self, live: Live) -> None:
        assert live.right in {operation.body.get("x-right") for operation in operations() if operation.method == "GET"}

    def test_the_pages_know_it(self, live: Live) -> None:
        known = (ROOT / "frontend" / "src" / "app" / "live" / "hints.ts").read_text()
        assert re.search(rf"^  {live.noun}: \[", known, re.MULTILINE)

    def test_what_is_shared_by_all_has_no_owner(self, live: Live) -> None:
        assert not (live.is_shared and live.has_owners)
