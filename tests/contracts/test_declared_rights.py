"""Each right has one owner that says what it is called; the administrator names them all from the first start."""

import importlib
from collections import Counter

from identity_api.seed.catalogue import read_catalogue
from launcher.services import DATABASE_SERVICES

from .product import operations

CATALOGUE = read_catalogue()
DECLARED = [
    right.code
    for service in DATABASE_SERVICES
    for right in importlib.import_module(f"{service.package}.main").service().rights
]
OWN = [right.code for right in CATALOGUE.rights if right.opens_dashboard]


def test_a_right_is_declared_once() -> None:
    assert [code for code, count in Counter(DECLARED + OWN).items() if count > 1] == []


def test_every_right_that_an_operation_requires_is_declared() -> None:
    required = {right for one in operations() if (right := one.body["x-right"]) is not None}
    assert required - set(DECLARED + OWN) == set()


def test_a_fresh_installation_need_not_wait_for_its_services() -> None:
    assert set(DECLARED) - CATALOGUE.roles["administrator"] == set()


def test_no_role_names_a_right_that_nobody_declares() -> None:
    at_stations = {right.code for right in CATALOGUE.rights if not right.opens_dashboard}
    assert CATALOGUE.named - set(DECLARED + OWN) - at_stations == set()
