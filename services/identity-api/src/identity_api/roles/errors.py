from collections.abc import Sequence

from common.errors import Forbidden, Invalid


class RoleNotFound(Invalid):
    code = "role_not_found"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(f"There is no role {', '.join(names)}.", roles=list(names))


class RightsExceedOwn(Forbidden):
    """Nobody gives, or touches, more power than he has himself."""

    code = "rights_exceed_own"

    def __init__(self, rights: Sequence[str]) -> None:
        super().__init__("This goes beyond your own rights.", rights=list(rights))
