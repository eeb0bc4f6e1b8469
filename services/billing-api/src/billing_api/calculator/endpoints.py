"""POST /tariffs/calculate: asks, changes nothing."""

from typing import Annotated

from common.auth import Principal, require
from common.db import SessionDep
from fastapi import APIRouter, Depends, Request

from billing_api.calculator.schemas import CalculationRead, CalculationRequest
from billing_api.calculator.service import Calculator

router = APIRouter(prefix="/tariffs", tags=["tariffs"])
Reader = Annotated[Principal, Depends(require("tariffs:read"))]


@router.post("/calculate")
async def calculate(
    principal: Reader, asked: CalculationRequest, session: SessionDep, request: Request
) -> CalculationRead:
    """What the session would have cost under this tariff alone."""
    return await Calculator(session, request.app.state.clock).calculate(principal, asked)
