"""What a new password must be (USR-037; up to 128 characters are taken)."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

_KINDS = {"uppercase": str.isupper, "lowercase": str.islower, "digit": str.isdigit}


def check_composition(password: str) -> str:
    """Raises `password_too_simple` with the kind of character that is missing."""
    for kind, is_of_kind in _KINDS.items():
        if not any(is_of_kind(character) for character in password):
            raise PydanticCustomError("password_too_simple", "A {missing} character is missing.", {"missing": kind})
    return password


NewPassword = Annotated[str, Field(min_length=8, max_length=128), AfterValidator(check_composition)]
