from typing import ClassVar
from uuid import UUID

from common.events import Event


class OrganizationSnapshot(Event):
    type: ClassVar[str] = "organization.snapshot.v1"
    topic: ClassVar[str] = "organizations"

    organization_id: UUID
    number: str
    name: str
    """`Unknown` once it is deleted (DIR-067)."""
    parent_id: UUID | None
    tax_system: str
    """What its receipts name (ENU-606..611)."""
    is_deleted: bool
