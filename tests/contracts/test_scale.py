"""`make bench-scale` asks every declared list: of rows that it has made, every sort and filter, and its files."""

from importlib import import_module

import pytest
from common.listing import Listing
from launcher.services import DATABASE_SERVICES, Service

from .filling import listings

# its folder is a package of its own for mypy
exports, seeding = (import_module(f"tests.bench.scale.{name}") for name in ("exports", "seeding"))
LISTS = [(service, path, one) for service in DATABASE_SERVICES for path, one in listings(service).items()]
each_list = pytest.mark.parametrize(("service", "path", "listing"), LISTS, ids=[path for _, path, _ in LISTS])


@each_list
def test_a_list_has_rows_at_scale(service: Service, path: str, listing: Listing) -> None:
    table = listing.entity.__tablename__
    assert table in seeding.ROWS[service.name] or table in seeding.FIXED, f"{path}: seeding.py makes no rows of {table}"
    assert service.name in {one.service for one in exports.EXPORTS if one.path == path}, (
        f"{path}: its files are not measured"
    )
