"""Which tariffs may price a session (TAR-002..005), and in which order they win; frozen with the charge."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from billing_api.organizations.repository import Chain
from billing_api.pricing.tariff import TariffVersion as FrozenTariff
from billing_api.tariffs.terms import TariffTerms


@dataclass(frozen=True, slots=True)
class Subject:
    """What a session shows of itself at its start; when it changes, the selection is made anew."""

    organization_id: UUID
    station_id: UUID
    user_id: UUID | None
    connector_type: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    tariff_id: UUID
    revision: int
    organization_id: UUID
    since: datetime
    terms: TariffTerms


@dataclass(frozen=True, slots=True)
class TariffBook:
    """Everything that the selection for a batch of sessions needs, read once."""

    histories: Sequence[Sequence[Version]] = ()
    """Per tariff, its versions in their order."""
    chains: Mapping[UUID, Chain] = field(default_factory=dict)
    user_groups: Mapping[UUID, Collection[UUID]] = field(default_factory=dict)
    station_groups: Mapping[UUID, Collection[UUID]] = field(default_factory=dict)

    def freeze(self, subject: Subject) -> list[FrozenTariff]:
        """Candidates by slider, connector type and groups, best first; their windows are for the calculation."""
        chain = self.chains[subject.organization_id]
        as_of = (version_at(history, subject.started_at) for history in self.histories)
        fitting = [version for version in as_of if version.organization_id in chain and self._fits(version, subject)]
        fitting.sort(key=lambda version: version.since, reverse=True)  # TAR-005; the next sort keeps this order
        fitting.sort(
            key=lambda version: (
                chain.index(version.organization_id),
                group_rank(version.terms),
                version.terms.priority,
            )
        )
        return [frozen(version, rank) for rank, version in enumerate(fitting)]

    def _fits(self, version: Version, subject: Subject) -> bool:
        return not obstacles(version.terms, subject, self)


def obstacles(terms: TariffTerms, subject: Subject, book: TariffBook) -> list[str]:
    """What keeps a tariff from being a candidate for a session (TAR-003); windows are left to the calculation."""
    conditions = {
        "not_in_force": terms.is_in_force,
        "connector_type": subject.connector_type in terms.connector_types,
        "validity": terms.acts_between(subject.started_at, None),
        "station_group": _contains(book.station_groups, subject.station_id, terms.station_group_id),
        "user_group": _contains(book.user_groups, subject.user_id, terms.user_group_id),
    }
    return [name for name, is_met in conditions.items() if not is_met]


def _contains(groups: Mapping[UUID, Collection[UUID]], member: UUID | None, group_id: UUID | None) -> bool:
    return group_id is None or (member is not None and group_id in groups.get(member, ()))


def version_at(history: Sequence[Version], at: datetime) -> Version:
    """The version that held at `at`; before the tariff was written down, its first (its dates say whether it acts)."""
    return next((version for version in reversed(history) if version.since <= at), history[0])


def group_rank(terms: TariffTerms) -> int:
    """TAR-002: both groups, then user group, then station group, then none."""
    if terms.user_group_id is not None:
        return 1 if terms.station_group_id is not None else 2
    return 3 if terms.station_group_id is not None else 4


def frozen(version: Version, rank: int) -> FrozenTariff:
    values = version.terms.model_dump(include=set(FrozenTariff.model_fields))
    return FrozenTariff(tariff_id=version.tariff_id, revision=version.revision, rank=rank, **values)
