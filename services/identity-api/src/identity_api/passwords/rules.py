"""What a new password must be (USR-037, USR-044; up to 128 characters are taken)."""

import math
import string
from typing import Annotated, Final

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

_KINDS = {"uppercase": str.isupper, "lowercase": str.islower, "digit": str.isdigit}
_SETS: Final = (string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation + " ")
_OTHER_CHARACTERS: Final = 100
"""How many characters a guesser must try besides, when there is one outside of ASCII."""
_LEAKED: Final = (
    "password1 password12 password123 passw0rd1 p@ssw0rd1 qwerty123 qwerty12 qwertyuiop1 qwe12345 1q2w3e4r 1q2w3e4r5t "
    "abc12345 abcd1234 admin123 admin1234 administrator1 welcome1 welcome123 letmein1 changeme1 iloveyou1 monkey123 "
    "dragon123 football1 superman1 test1234 user1234 zaq12wsx q1w2e3r4 qazwsx123 ytrewq123 gfhjkm123 gfhjkm12 "
    "privet123 parol123 parol1234"
)
"""Of the lists of leaked passwords those that USR-037 alone would let through, in small letters."""
_COMMON: Final = frozenset(_LEAKED.split())


def check_composition(password: str) -> str:
    """Raises `password_too_simple` with the kind of character that is missing, or `password_too_common`."""
    for kind, is_of_kind in _KINDS.items():
        if not any(is_of_kind(character) for character in password):
            raise PydanticCustomError("password_too_simple", "A {missing} character is missing.", {"missing": kind})
    if password.lower() in _COMMON:
        raise PydanticCustomError("password_too_common", "Everybody tries this password first.")
    return password


def check_same(confirmation: str | None, info: ValidationInfo) -> str | None:
    """Validates `password_confirmation`, which stands after `password` (USR-048); a program need not confirm."""
    if confirmation is not None and confirmation != info.data.get("password"):
        raise PydanticCustomError("passwords_differ", "Password and confirmation differ.")
    return confirmation


def entropy_bits(password: str) -> float:
    """Length times the bits of a character drawn from the sets that the password uses."""
    size = sum(len(one) for one in _SETS if any(character in one for character in password))
    if any(ord(character) > 127 for character in password):  # noqa: PLR2004 - ASCII
        size += _OTHER_CHARACTERS
    return len(password) * math.log2(size) if size else 0.0


NewPassword = Annotated[
    str, Field(min_length=8, max_length=128, examples=["Zaryad2026"]), AfterValidator(check_composition)
]
