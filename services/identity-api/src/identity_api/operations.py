"""Operations without a right of their own; a test proves that every other operation of the service names one."""

from typing import Final

OPEN: Final = frozenset(
    {
        ("GET", "/api/v1/auth/jwks"),
        ("POST", "/api/v1/auth/sign-in"),
        ("POST", "/api/v1/auth/refresh"),
        ("POST", "/api/v1/auth/sign-out"),
        ("POST", "/api/v1/auth/token"),
    }
)
"""For everybody (besides /healthz, /readyz and /metrics, which stay inside)."""

SIGNED_IN: Final = frozenset(
    {
        ("GET", "/api/v1/me"),
        ("PATCH", "/api/v1/me"),
        ("PATCH", "/api/v1/me/settings"),
        ("POST", "/api/v1/me/password"),
        ("GET", "/api/v1/me/sessions"),
        ("DELETE", "/api/v1/me/sessions/{session_id}"),
        ("POST", "/api/v1/me/sign-out-everywhere"),
        ("POST", "/api/v1/me/totp"),
        ("POST", "/api/v1/me/totp/confirm"),
        ("DELETE", "/api/v1/me/totp"),
        ("GET", "/api/v1/me/views"),
        ("POST", "/api/v1/me/views"),
        ("PATCH", "/api/v1/me/views/{view_id}"),
        ("DELETE", "/api/v1/me/views/{view_id}"),
    }
)
"""For every signed-in person, also one without any right (UI-012)."""
