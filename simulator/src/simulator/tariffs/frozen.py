"""The tariffs by which a session was priced, where these have been edited since.

The versions in force at a session's start stay with it (contract, «Tariffs»), and the API lists present versions only.
So for a session from before an edit, prices are read off its charge; what they make of the session is computed here.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from simulator.tariffs.tariff import Tariff
from simulator.tariffs.windows import Acting

ZERO = Decimal(0)

Group = dict[str, Any]


def frozen_tariffs(groups: Sequence[Group], tariffs: Sequence[Tariff], started_at: datetime) -> list[Tariff] | None:
    """The tariffs of a charge's groups with the prices shown there.

    None when the charge may not use earlier versions: all its tariffs are present ones, or an edit is older than the
    session, which should have been priced by it.
    """
    present = {tariff.id: tariff for tariff in tariffs}
    priced = [group for group in groups if group["tariff_id"] is not None]
    if not all(group["tariff_id"] in present for group in priced):
        return None
    pairs = [(present[group["tariff_id"]], group) for group in priced]
    edited = [tariff for tariff, group in pairs if tariff.revision != group["tariff_revision"]]
    if not edited or any(tariff.changed_at <= started_at for tariff in edited):
        return None
    return [with_shown_prices(tariff, group, is_last=group is priced[-1]) for tariff, group in pairs]


def with_shown_prices(tariff: Tariff, group: Group, *, is_last: bool) -> Tariff:
    """The tariff acting in the group's time alone (the last one without end), with the prices of the group's lines."""
    shown = {line["kind"]: Decimal(line["price"]) for line in group["lines"]}
    begin, finish = (datetime.fromisoformat(group[name]).astimezone(UTC) for name in ("started_at", "ended_at"))
    return replace(
        tariff,
        acting=Acting(begin, None if is_last else finish, None),
        price_start=shown.get("start", ZERO),
        price_kwh=shown.get("energy", ZERO),
        price_minute=shown.get("active_time", ZERO),
    )
