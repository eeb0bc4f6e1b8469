"""Codes of the second factor: those of an authenticator app (RFC 6238), and recovery codes for when it is lost."""

import base64
import hashlib
import io
import secrets
from datetime import datetime
from typing import Final

import pyotp
import segno

STEP_SECONDS: Final = 30
_NEIGHBOURS: Final = (0, -1, 1)
"""A phone's clock may be half a minute off."""
RECOVERY_CODES: Final = 10
_RECOVERY_BYTES: Final = 10
_GROUP: Final = 4


def new_secret() -> str:
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step to which the code belongs; None when it is wrong."""
    totp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    fitting = (step for step in (present + away for away in _NEIGHBOURS) if _same(totp.generate_otp(step), code))
    return next(fitting, None)


def otpauth_url(secret: str, login: str, issuer: str) -> str:
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=issuer)


def qr_svg(text: str) -> str:
    """An SVG element without size: it takes that of its place."""
    picture = io.BytesIO()
    segno.make(text, error="m").save(picture, kind="svg", xmldecl=False, omitsize=True, light="white")
    return picture.getvalue().decode()


def new_recovery_code() -> str:
    """Eighty random bits in four groups, easy to write down."""
    text = base64.b32encode(secrets.token_bytes(_RECOVERY_BYTES)).decode().lower()
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def recovery_hash(code: str) -> str:
    plain = code.strip().lower().replace("-", "").replace(" ", "")
    return hashlib.sha256(plain.encode()).hexdigest()


def _same(left: str, right: str) -> bool:
    return secrets.compare_digest(left.encode(), right.strip().replace(" ", "").encode())
