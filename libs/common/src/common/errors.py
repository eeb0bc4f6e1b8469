"""What a service refuses, and how the HTTP edge says it (problem+json, RFC 9457).

A service raises a subclass of one *kind* below with a stable `code`; kinds map to a status here and nowhere else.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException

from common.db import is_outage, sqlstate

log = structlog.get_logger()
PROBLEM = "application/problem+json"
_DATA_EXCEPTION = "22"
"""Class of PostgreSQL's codes for values that do not fit."""
_RETRY_SECONDS = 2


class DomainError(Exception):
    """A refusal that the caller can understand: `code` is stable, `params` fill the translated text."""

    status: ClassVar[int] = 400
    title: ClassVar[str] = "Bad request"
    code: ClassVar[str] = "bad_request"

    def __init__(self, detail: str, **params: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.params = params


class Invalid(DomainError):
    status = 422
    title = "The request is not valid"
    code = "validation_failed"


class Unauthenticated(DomainError):
    status = 401
    title = "Sign-in is required"
    code = "not_authenticated"


class Forbidden(DomainError):
    status = 403
    title = "Not allowed"
    code = "forbidden"


class NotFound(DomainError):
    status = 404
    title = "Not found"
    code = "not_found"


class Conflict(DomainError):
    status = 409
    title = "Conflict"
    code = "conflict"


class EditedMeanwhile(DomainError):
    """Somebody else saved first (If-Match does not hold)."""

    status = 412
    title = "Edited meanwhile"
    code = "edited_meanwhile"


class TooManyRequests(DomainError):
    status = 429
    title = "Too many requests"
    code = "too_many_requests"


class Unavailable(DomainError):
    """A part that the answer needs is away; the same request may succeed later."""

    status = 503
    title = "Temporarily unavailable"
    code = "unavailable"


def problem(status: int, title: str, detail: str, code: str, params: Mapping[str, Any] | None = None) -> JSONResponse:
    """One body for every refusal: {type, title, status, detail, code, params, request_id}."""
    body = {"type": f"urn:problem:{code}", "title": title, "status": status, "detail": detail, "code": code}
    answer = {**body, "params": dict(params or {}), "request_id": _request_id()}
    return JSONResponse(answer, status, media_type=PROBLEM)


async def _domain(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DomainError)
    return domain_problem(error)


def domain_problem(error: DomainError) -> JSONResponse:
    response = problem(error.status, error.title, error.detail, error.code, error.params)
    if isinstance(error, TooManyRequests) and "retry_after" in error.params:
        response.headers["Retry-After"] = str(error.params["retry_after"])
    return response


async def _validation(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    fields = [_field(item) for item in error.errors()]
    unknown = [field["field"] for field in fields if field["code"] == "extra_forbidden" and field["in"] == "query"]
    if unknown:
        return problem(400, "Bad request", f"Unknown filter: {unknown[0]}.", "unknown_filter", {"names": unknown})
    return problem(422, Invalid.title, "Some fields are not valid.", Invalid.code, {"fields": fields})


def _field(item: Mapping[str, Any]) -> dict[str, Any]:
    where, *path = item["loc"]
    limits = {key: value for key, value in item.get("ctx", {}).items() if isinstance(value, str | int | float | list)}
    return {"in": where, "field": ".".join(map(str, path)), "code": item["type"], "message": item["msg"], **limits}


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    codes = {401: Unauthenticated.code, 403: Forbidden.code, 404: NotFound.code, 405: "method_not_allowed"}
    code = codes.get(error.status_code, "http_error")
    return problem(error.status_code, str(error.detail), str(error.detail), code)


async def _database(request: Request, error: Exception) -> JSONResponse:
    """PostgreSQL away: 503, try again; a value that no column can hold (NUL, a number beyond 64 bits): 422."""
    if is_outage(error):
        log.warning("request.database_away", path=request.url.path, error=repr(error)[:500])
        response = problem(503, Unavailable.title, "The database does not answer.", Unavailable.code)
        response.headers["Retry-After"] = str(_RETRY_SECONDS)
        return response
    if isinstance(error, DBAPIError) and sqlstate(error).startswith(_DATA_EXCEPTION):
        return problem(422, Invalid.title, "A value cannot be stored.", Invalid.code, {"fields": []})
    return await _unexpected(request, error)


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log.error("request.failed", path=request.url.path, exc_info=error)
    response = problem(500, "Internal error", "The server could not finish this request.", "internal_error")
    if request_id := _request_id():  # this answer is made outside the middleware that sets the header
        response.headers["X-Request-Id"] = request_id
    return response


def _request_id() -> str | None:
    found: str | None = structlog.contextvars.get_contextvars().get("request_id")
    return found


def install_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(DomainError, _domain)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    for kind in (DBAPIError, PoolTimeoutError, ConnectionError):
        app.add_exception_handler(kind, _database)
    app.add_exception_handler(Exception, _unexpected)
