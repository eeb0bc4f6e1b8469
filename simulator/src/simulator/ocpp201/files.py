"""Logs, software and reports of OCPP 2.0.1 (chapters N, L, B): what takes longer than an answer."""

import contextlib
from datetime import UTC, datetime
from typing import Any

from ocpp.v201 import call, call_result
from ocpp.v201.enums import Action

from simulator.ocpp16.texts import timestamp
from simulator.ocpp201.limits import ACCEPTED, REJECTED, Limits
from simulator.ocpp201.variables import KEYS
from simulator.ocppj import afterwards, answers
from simulator.station.files import can_carry, log_name, send_log
from simulator.wire import LINK_ERRORS

TRANSFERS: dict[bool | None, Any] = {None: "Uploading", True: "Uploaded", False: "UploadFailure"}
NAMES = {key: name for name, key in KEYS.items()}
CONTROLLER: Any = {"name": "OCPPCommCtrlr"}
VARIABLES_A_REPORT = 10


class Files(Limits):
    """Answers at once, does it afterwards."""

    _log_name: str | None = None

    @answers(Action.get_log)
    def get_log(self, log: dict[str, Any], **_: Any) -> call_result.GetLog:
        self._log_name = log_name(self._station) if can_carry(log["remote_location"]) else None
        status = ACCEPTED if self._log_name is not None else REJECTED
        return call_result.GetLog(status=status, filename=self._log_name)

    @afterwards(Action.get_log)
    async def log_wanted(self, log: dict[str, Any], request_id: int, **_: Any) -> None:
        async def tell(arrived: bool | None) -> None:
            with contextlib.suppress(*LINK_ERRORS):
                await self.ask(call.LogStatusNotification(status=TRANSFERS[arrived], request_id=request_id))

        if self._log_name is not None:
            self._station.begin(send_log(self._station, log["remote_location"], self._log_name, tell))

    @answers(Action.get_base_report)
    def get_base_report(self, **_: Any) -> call_result.GetBaseReport:
        return call_result.GetBaseReport(status=ACCEPTED)

    @afterwards(Action.get_base_report)
    async def report_wanted(self, request_id: int, **_: Any) -> None:
        self._station.begin(self._report_variables(request_id))

    async def _report_variables(self, request_id: int) -> None:
        found, _ = self._station.configuration.read(None)
        told = [_variable(item) for item in found]
        parts = [told[start : start + VARIABLES_A_REPORT] for start in range(0, len(told), VARIABLES_A_REPORT)]
        for number, part in enumerate(parts):
            report = call.NotifyReport(
                request_id=request_id,
                generated_at=timestamp(datetime.now(UTC)),
                seq_no=number,
                report_data=part,
                tbc=number + 1 < len(parts),
            )
            with contextlib.suppress(*LINK_ERRORS):
                await self.ask(report)


def _variable(item: Any) -> Any:
    return {
        "component": CONTROLLER,
        "variable": {"name": NAMES.get(item.key, item.key)},
        "variable_attribute": [{"value": item.value, "mutability": "ReadOnly" if item.readonly else "ReadWrite"}],
    }
