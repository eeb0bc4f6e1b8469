"""Writing tariffs down: every change is a new version, the old ones keep pricing what began under them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from common.audit import Link
from common.auth import Principal
from common.clock import Clock
from common.etag import check_if_match
from common.ids import uuid7
from pydantic import ValidationError

from billing_api.deeds import Deeds
from billing_api.organizations.models import ROOT_ORGANIZATION_ID
from billing_api.pricing.spans import Span
from billing_api.pricing.windows import acting
from billing_api.tariffs.errors import TariffNotFound, TariffOfAnotherOrganization, TariffTermsRefused
from billing_api.tariffs.models import Tariff, TariffVersion
from billing_api.tariffs.repository import TariffRepository
from billing_api.tariffs.schemas import TariffCreate, TariffRead, TariffUpdate, with_group_names
from billing_api.tariffs.selection import Version, frozen, group_rank
from billing_api.tariffs.terms import ConnectorType, TariffTerms

_UTC = ZoneInfo("UTC")
_LONGEST_CYCLE = timedelta(days=8)
_LONGEST_COPIED = 246


class TariffService:
    def __init__(self, tariffs: TariffRepository, clock: Clock, deeds: Deeds) -> None:
        self._tariffs, self._clock, self._deeds = tariffs, clock, deeds

    async def get(self, principal: Principal, tariff_id: UUID) -> Tariff:
        tariff = await self._tariffs.get(principal, tariff_id)
        if tariff is None:
            raise TariffNotFound(tariff_id)
        return tariff

    async def read(self, tariffs: Sequence[Tariff]) -> list[TariffRead]:
        """With the names of their groups (TAR-017, TAR-018)."""
        return with_group_names(tariffs, await self._tariffs.group_names(tariffs))

    async def create(self, principal: Principal, draft: TariffCreate) -> Tariff:
        organization_id = draft.organization_id or principal.organization_id or ROOT_ORGANIZATION_ID
        if not principal.sees(organization_id):
            raise TariffOfAnotherOrganization(organization_id)
        now = self._clock.now()
        terms = self.terms(draft)
        tariff = Tariff(id=uuid7(), organization_id=organization_id, revision=1, created_at=now)
        await self._save(tariff, terms, now)
        self._record("tariff_created", tariff, after=terms)
        return tariff

    def terms(self, draft: TariffCreate) -> TariffTerms:
        """An empty start of validity means from now on (TAR-049)."""
        values = {"valid_from": draft.valid_from or self._clock.now()}
        return _checked({**draft.model_dump(exclude={"organization_id"}), **values})

    async def change(self, principal: Principal, tariff_id: UUID, change: TariffUpdate, if_match: str | None) -> Tariff:
        tariff = await self._own(principal, tariff_id, if_match)
        now = self._clock.now()
        sent = change.model_dump(exclude_unset=True)
        if "valid_from" in sent and sent["valid_from"] is None:
            sent["valid_from"] = now
        before = terms_of(tariff)
        terms = _checked({**before.model_dump(), **sent})
        tariff.revision += 1
        await self._save(tariff, terms, now)
        self._record("tariff_changed", tariff, before=before, after=terms)
        return tariff

    async def copy(self, principal: Principal, tariff_id: UUID, name: str | None) -> Tariff:
        """A second one with the same terms; switched off, so that it prices nothing before it was looked at."""
        tariff = await self.get(principal, tariff_id)
        if not principal.sees(tariff.organization_id):
            raise TariffOfAnotherOrganization(tariff.organization_id)
        changes = {"name": name or f"{tariff.name[:_LONGEST_COPIED]} (2)", "is_in_force": False}
        now = self._clock.now()
        copy = Tariff(id=uuid7(), organization_id=tariff.organization_id, revision=1, created_at=now)
        await self._save(copy, terms_of(tariff).model_copy(update=changes), now)
        self._record("tariff_created", copy, after=terms_of(copy))
        return copy

    async def delete(self, principal: Principal, tariff_id: UUID, if_match: str | None) -> Tariff:
        """Prices no session that begins from now on; what began before keeps its price (TAR-010)."""
        tariff = await self._own(principal, tariff_id, if_match)
        now = self._clock.now()
        tariff.deleted_at = now
        tariff.revision += 1
        ended = {"is_in_force": False, "user_group_id": None, "station_group_id": None}
        self._record("tariff_deleted", tariff, before=terms_of(tariff))
        await self._save(tariff, terms_of(tariff).model_copy(update=ended), now)
        return tariff

    def _record(
        self, operation: str, tariff: Tariff, *, before: TariffTerms | None = None, after: TariffTerms | None = None
    ) -> None:
        self._deeds.record(
            operation,
            Link("tariff", tariff.id, tariff.name),
            tariff.organization_id,
            before=before.model_dump(mode="json") if before else None,
            after=after.model_dump(mode="json") if after else None,
        )

    async def _own(self, principal: Principal, tariff_id: UUID, if_match: str | None) -> Tariff:
        tariff = await self._tariffs.get(principal, tariff_id, for_update=True)
        if tariff is None:
            raise TariffNotFound(tariff_id)
        if not principal.sees(tariff.organization_id):
            raise TariffOfAnotherOrganization(tariff.organization_id)
        check_if_match(if_match, tariff.revision)
        return tariff

    async def _save(self, tariff: Tariff, terms: TariffTerms, now: datetime) -> None:
        await self._check_groups(tariff.organization_id, terms)
        for name, value in terms.model_dump().items():
            setattr(tariff, name, value)
        tariff.modified_at = now
        version = TariffVersion(
            tariff_id=tariff.id,
            revision=tariff.revision,
            organization_id=tariff.organization_id,
            since=now,
            terms=terms.model_dump(mode="json"),
        )
        await self._tariffs.save(tariff, version)

    async def _check_groups(self, organization_id: UUID, terms: TariffTerms) -> None:
        """A tariff is limited to groups of its own organisation or of those above it."""
        if terms.user_group_id is None and terms.station_group_id is None:
            return
        has_users, has_stations = await self._tariffs.has_groups(organization_id, terms)
        names = [("user_group_id", has_users), ("station_group_id", has_stations)]
        if unknown := [name for name, is_there in names if not is_there]:
            raise TariffTermsRefused.unknown_groups(unknown)

    async def rivals(self, tariff: Tariff) -> list[Tariff]:
        """Tariffs of equal rank that act at the same time for the same connectors (TAR-005)."""
        if not tariff.is_in_force:
            return []
        others = await self._tariffs.in_force(tariff.organization_id)
        return [other for other in others if other.id != tariff.id and is_rival(terms_of(tariff), terms_of(other))]


def terms_of(tariff: Tariff) -> TariffTerms:
    return TariffTerms.model_validate(tariff)


def is_rival(one: TariffTerms, other: TariffTerms) -> bool:
    has_equal_rank = (group_rank(one), one.priority) == (group_rank(other), other.priority)
    has_equal_groups = (one.user_group_id, one.station_group_id) == (other.user_group_id, other.station_group_id)
    return has_equal_rank and has_equal_groups and bool(_common_types(one, other)) and _meet(one, other)


def _common_types(one: TariffTerms, other: TariffTerms) -> set[ConnectorType]:
    return set(one.connector_types) & set(other.connector_types)


def _meet(one: TariffTerms, other: TariffTerms) -> bool:
    """Whether they act at one moment of the first days that are common to both."""
    start = max(one.valid_from, other.valid_from)
    first_days = Span(start, start + _LONGEST_CYCLE)
    windows = [_windows(terms, first_days) for terms in (one, other)]
    return any(left.overlap(right).duration for left in windows[0] for right in windows[1])


def _windows(terms: TariffTerms, span: Span) -> Sequence[Span]:
    version = Version(ROOT_ORGANIZATION_ID, 0, ROOT_ORGANIZATION_ID, span.start, terms)
    return acting(frozen(version, 0), span, _UTC)


def _checked(values: dict[str, Any]) -> TariffTerms:
    try:
        return TariffTerms.model_validate(values)
    except ValidationError as error:
        raise TariffTermsRefused.of(error) from error
