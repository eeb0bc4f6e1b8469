"""What endpoints are given: settings and clock of the running service."""

from typing import Annotated, cast

from common.clock import Clock
from fastapi import Depends, Request

from identity_api.settings import IdentitySettings


def _settings(request: Request) -> IdentitySettings:
    return cast("IdentitySettings", request.app.state.settings)


def _clock(request: Request) -> Clock:
    return cast("Clock", request.app.state.clock)


SettingsDep = Annotated[IdentitySettings, Depends(_settings)]
ClockDep = Annotated[Clock, Depends(_clock)]
