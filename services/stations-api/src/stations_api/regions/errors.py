from uuid import UUID

from common.errors import Invalid


class ParentUnknown(Invalid):
    code = "region_unknown"

    def __init__(self, parent_id: UUID) -> None:
        fields = [{"in": "body", "field": "parent_id", "code": "region_unknown"}]
        super().__init__(f"There is no region {parent_id}.", region_id=str(parent_id), fields=fields)
