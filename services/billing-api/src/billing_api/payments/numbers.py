"""Where the numbers of a span of days begin and end, so that the list by number need not walk there from its own end.

Numbers are handed out in order, but nobody promises that moments are in the same order: so the numbers are looked at in
blocks of 50,000, each with one look into the index (block, created_at), and the walk begins at the first block that has
a payment of those days. At five million payments that is a hundred looks; without it four million rows were read.
"""

from datetime import datetime
from typing import Any, Final

from common.cutting import Bound
from sqlalchemy import DateTime, bindparam, text

from billing_api.payments.models import Payment

# the offset keeps PostgreSQL from joining the blocks with the whole table
_NOT_BEFORE: Final = """payments.number >= (
  select block * 50000
  from generate_series((select min(number) / 50000 from payments), (select max(number) / 50000 from payments)) block
  where exists (
    select from payments other where other.number / 50000 = block and other.created_at >= :created_from offset 0)
  limit 1)"""
_NOT_BEHIND: Final = """payments.number < 50000 + (
  select block * 50000
  from generate_series((select max(number) / 50000 from payments), (select min(number) / 50000 from payments), -1) block
  where exists (
    select from payments other where other.number / 50000 = block and other.created_at < :created_to offset 0)
  limit 1)"""


def _bound(sql: str, name: str, at: datetime) -> Bound:
    condition: Any = text(sql).bindparams(bindparam(name, at, DateTime(timezone=True)))
    return Bound(Payment.number, condition)


def not_before(at: datetime) -> Bound:
    return _bound(_NOT_BEFORE, "created_from", at)


def not_behind(at: datetime) -> Bound:
    return _bound(_NOT_BEHIND, "created_to", at)
