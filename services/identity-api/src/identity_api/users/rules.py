"""Rules that depend on the installation's settings (USR-044, USR-046)."""

from identity_api.passwords.rules import entropy_bits
from identity_api.settings import IdentitySettings
from identity_api.users.errors import FieldInvalid


def check_login(login: str, settings: IdentitySettings) -> None:
    """System.UserLoginMinimumLength, System.UserLoginMaximumLength."""
    if len(login) < (shortest := settings.user_login_minimum_length):
        raise FieldInvalid("login", "string_too_short", f"At least {shortest} characters.", min_length=shortest)
    if len(login) > (longest := settings.user_login_maximum_length):
        raise FieldInvalid("login", "string_too_long", f"At most {longest} characters.", max_length=longest)


def check_phone(phone: str, settings: IdentitySettings) -> None:
    """System.PhonePrefix."""
    if not phone.startswith(prefix := settings.phone_prefix):
        raise FieldInvalid("phone", "phone_prefix", f"A number begins with {prefix}.", prefix=prefix)


def check_password(password: str, login: str, settings: IdentitySettings, field: str = "password") -> None:
    """System.UserPasswordMinimumEntrophy, in bits; and no password tells its own account."""
    wanted, bits = settings.user_password_minimum_entropy, entropy_bits(password)
    if bits < wanted:
        raise FieldInvalid(field, "password_too_weak", "The password is too easy to guess.", bits=wanted)
    if login.lower() in password.lower():
        raise FieldInvalid(field, "password_contains_login", "The password contains the login.")
