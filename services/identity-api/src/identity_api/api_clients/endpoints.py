from typing import Annotated, Any
from uuid import UUID

from common.audit import VisitorDep, audited
from common.auth import Principal, require
from common.db import SessionDep
from common.etag import IfMatch, set_etag
from fastapi import APIRouter, Depends, Form, Header, Request, Response
from fastapi.responses import JSONResponse

from identity_api.api_clients.basic import read_basic
from identity_api.api_clients.errors import OAuthRefusal
from identity_api.api_clients.listing import API_CLIENT_LIST
from identity_api.api_clients.models import ApiClient
from identity_api.api_clients.schemas import (
    AccessToken,
    ApiClientCreate,
    ApiClientRead,
    ApiClientSecret,
    ApiClientUpdate,
    OAuthError,
)
from identity_api.api_clients.service import ApiClientService
from identity_api.api_clients.tokens import ClientTokenService
from identity_api.dependencies import ClockDep, SettingsDep
from identity_api.journal import JournalDep

router = APIRouter(prefix="/api-clients", tags=["api-clients"])
token_router = APIRouter(prefix="/auth", tags=["auth"])
ApiClientReader = Annotated[Principal, Depends(require("api-clients:read"))]
ApiClientWriter = Annotated[Principal, Depends(require("api-clients:write"))]
ClientIdForm = Annotated[str | None, Form(max_length=100)]
SecretForm = Annotated[str | None, Form(max_length=500)]


def _service(session: SessionDep, clock: ClockDep, settings: SettingsDep, journal: JournalDep) -> ApiClientService:
    return ApiClientService(session, clock, settings, journal)


ServiceDep = Annotated[ApiClientService, Depends(_service)]


API_CLIENT_LIST.mount(router)


@router.post("", status_code=201, dependencies=[audited("api_client_created")])
async def create_api_client(
    wanted: ApiClientCreate, principal: ApiClientWriter, service: ServiceDep
) -> ApiClientSecret:
    """Adds a client; its secret is shown this once.

    No Idempotency-Key: the answer would have to be kept, secret and all. The name is unique, so a POST sent twice
    makes one client.
    """
    return await service.create(principal, wanted)


@router.get("/{api_client_id}")
async def read_api_client(
    api_client_id: UUID, principal: ApiClientReader, service: ServiceDep, response: Response
) -> ApiClientRead:
    return _told(response, await service.get(principal, api_client_id))


@router.patch("/{api_client_id}", dependencies=[audited("api_client_changed")])
async def change_api_client(
    api_client_id: UUID,
    wanted: ApiClientUpdate,
    principal: ApiClientWriter,
    service: ServiceDep,
    response: Response,
    if_match: IfMatch = None,
) -> ApiClientRead:
    """Changes a client; its tokens that are out stop working within a minute."""
    return _told(response, await service.change(principal, api_client_id, wanted, if_match))


@router.post("/{api_client_id}/rotate", dependencies=[audited("api_client_rotated")])
async def rotate_secret(
    api_client_id: UUID, principal: ApiClientWriter, service: ServiceDep, response: Response
) -> ApiClientSecret:
    """Gives a new secret, shown this once; the old one works for another day."""
    answer = await service.rotate(principal, api_client_id)
    set_etag(response, answer.revision)
    return answer


@router.delete("/{api_client_id}", status_code=204, dependencies=[audited("api_client_deleted")])
async def delete_api_client(api_client_id: UUID, principal: ApiClientWriter, service: ServiceDep) -> None:
    await service.delete(principal, api_client_id)


def _told(response: Response, client: ApiClient) -> ApiClientRead:
    set_etag(response, client.revision)
    return ApiClientRead.of(client)


_REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": OAuthError, "description": said}
    for status, said in ((400, "The question is wrong (RFC 6749, 5.2)"), (401, "Client id or secret is wrong"))
}


@token_router.post("/token", response_model=AccessToken, responses=_REFUSALS)
async def issue_token(
    request: Request,
    clock: ClockDep,
    settings: SettingsDep,
    visitor: VisitorDep,
    grant_type: Annotated[str, Form(max_length=50)] = "",
    client_id: ClientIdForm = None,
    client_secret: SecretForm = None,
    authorization: Annotated[str | None, Header()] = None,
) -> Response:
    """A bearer token for a program (client credentials; HTTP Basic or form fields). Refusals: RFC 6749, 5.2."""
    service = ClientTokenService(request.app.state.sessions, clock, settings, visitor)
    try:
        identity = _client_of(grant_type, read_basic(authorization) or (client_id or "", client_secret or ""))
        token = await service.token(*identity)
    except OAuthRefusal as refusal:
        return _refused(refusal)
    return JSONResponse(token.model_dump(), headers={"Cache-Control": "no-store"})


def _client_of(grant_type: str, identity: tuple[str, str]) -> tuple[str, str]:
    if grant_type != "client_credentials":
        raise OAuthRefusal("unsupported_grant_type", "The grant type must be client_credentials.")
    if not all(identity):
        raise OAuthRefusal("invalid_client", "The client id and its secret are required.", 401)
    return identity


def _refused(refusal: OAuthRefusal) -> JSONResponse:
    body = {"error": refusal.error, "error_description": refusal.description}
    headers = {"Cache-Control": "no-store"} | (
        {"WWW-Authenticate": 'Basic realm="smartcharging"'} if refusal.status == 401 else {}  # noqa: PLR2004
    )
    return JSONResponse(body, refusal.status, headers=headers)
