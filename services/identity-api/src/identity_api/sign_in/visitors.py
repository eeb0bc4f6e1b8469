"""From where a request comes, as an endpoint is given it."""

from typing import Annotated

from fastapi import Depends, Request

from identity_api.sign_in.desk import Visitor


def _visitor(request: Request) -> Visitor:
    address = request.client.host if request.client else "unknown"
    return Visitor(address, request.headers.get("user-agent", ""))


VisitorDep = Annotated[Visitor, Depends(_visitor)]
