"""Optimistic locking over HTTP: the revision of an editable thing is its ETag."""

from typing import Annotated

from fastapi import Header, Response

from common.errors import EditedMeanwhile

IfMatch = Annotated[str | None, Header(alias="If-Match", description='ETag of the read, e.g. W/"3"')]


def set_etag(response: Response, revision: int) -> None:
    response.headers["ETag"] = f'W/"{revision}"'


def check_if_match(if_match: str | None, revision: int) -> None:
    """Refuses with 412 when the caller saw another revision; no header, no check."""
    if if_match is not None and if_match.strip() not in {"*", f'W/"{revision}"', f'"{revision}"'}:
        raise EditedMeanwhile("The record was changed by somebody else.", revision=revision)
