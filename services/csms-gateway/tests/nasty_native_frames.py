# ruff: noqa: E501 - a frame a line, as it is on the wire; odd characters are the point
"""Frames of smartcharging.v1 that a strict reviewer made up: what each still tells, and what becomes of it."""

from typing import NamedTuple

AT = "2026-11-25T10:00:00Z"
STATUS, START, STOP, METER, REPORTED, REJECTED, ANSWERED = (
    "connector.status-changed.v1",
    "transaction.started.v1",
    "transaction.ended.v1",
    "transaction.meter-values.v1",
    "native.reported.v1",
    "frame.rejected.v1",
    "command.answered.v1",
)


class NastyNative(NamedTuple):
    """`fact`: the first fact that must come of it. `answer`: type of what goes back at once, or the code of an error;
    None: nothing but the acknowledgement, once the fact is stored.
    """

    name: str
    raw: str | bytes
    fact: str | None = None
    answer: str | None = None
    is_durable: bool = True


def told(kind: str, members: str = "", *, sequence: str = "1", at: str = f'"{AT}"') -> str:
    """A durable message with members as JSON text."""
    return f'{{"type":"{kind}","sequence":{sequence},"at":{at}' + (f",{members}}}" if members else "}")


_SESSION = '"session_number":"s1","connector_number":1'
_TRANSACTION = '"session_number":"s1","transaction_number":"t1","connector_number":1'


def row(members: str) -> str:
    return told("session_rows", f'{_TRANSACTION},"rows":[{{"at":"{AT}",{members}}}]')


NATIVE = [
    # --- the frame
    NastyNative("a byte order mark", b"\xef\xbb\xbf" + told("session_opened", _SESSION).encode(), STATUS),
    NastyNative("UTF-16", told("session_opened", _SESSION).encode("utf-16"), STATUS),
    NastyNative("Latin-1 in a text", told("connector_state", '"connector_number":1,"status":"error","error":"gestört"').encode("latin-1"), STATUS),
    NastyNative("noise behind the end", told("session_opened", _SESSION).encode() + b"\x00\x10\x0e", STATUS),
    NastyNative("two messages in one frame", told("session_opened", _SESSION) + told("session_closed", _SESSION, sequence="2"), STATUS),
    NastyNative("single quotes", told("session_opened", _SESSION).replace('"', "'"), STATUS),
    NastyNative("names without quotes", f'{{type:"session_opened",sequence:1,at:"{AT}",session_number:"s1",connector_number:1}}', STATUS),
    NastyNative("comments", told("session_opened", f"/* booked */ {_SESSION}") + "// end", STATUS),
    NastyNative("commas too many", told("session_opened", f"{_SESSION},,"), STATUS),
    NastyNative("a list of one message", f"[{told('session_opened', _SESSION)}]", REJECTED, "unreadable_frame", is_durable=False),
    NastyNative("a text", '"session_opened"', REJECTED, "unreadable_frame", is_durable=False),
    NastyNative("an empty object", "{}", REJECTED, "unreadable_frame", is_durable=False),
    NastyNative("a type that is a number", '{"type":7,"sequence":1}', REJECTED, "unreadable_frame", is_durable=False),
    NastyNative("a type that is a list", '{"type":["session_opened"],"sequence":1}', REJECTED, "unreadable_frame", is_durable=False),
    NastyNative("ten thousand levels", "[" * 10_000, REJECTED, "unreadable_frame", is_durable=False),
    NastyNative("a frame of OCPP", '[2,"1","Heartbeat",{}]', REJECTED, "unreadable_frame", is_durable=False),
    NastyNative("the same name 500 times", told("session_opened", ",".join([_SESSION] * 500)), STATUS),
    NastyNative("500 members that nobody knows", told("session_opened", _SESSION + "".join(f',"x{number}":{number}' for number in range(500))), STATUS),
    NastyNative("prototype pollution", told("session_opened", f'{_SESSION},"__proto__":{{"x":1}},"constructor":null'), STATUS),
    NastyNative("a message of the server", told("ack"), None, None, is_durable=False),
    NastyNative("a message of tomorrow", told("weather", '"temperature":3'), REJECTED, "unknown_message"),
    NastyNative("a name of 10,000 characters", told("x" * 10_000), REJECTED, "unknown_message"),
    # --- the number
    NastyNative("the number as text", told("session_opened", _SESSION, sequence='"1"'), STATUS),
    NastyNative("the number as a fraction", told("session_opened", _SESSION, sequence="1.0"), STATUS),
    NastyNative("the number in a list", told("session_opened", _SESSION, sequence="[1]"), REJECTED, "unusable_message", is_durable=False),
    NastyNative("no number", f'{{"type":"session_opened","at":"{AT}",{_SESSION}}}', REJECTED, "unusable_message", is_durable=False),
    NastyNative("the number 0", told("session_opened", _SESSION, sequence="0"), REJECTED, "unusable_message", is_durable=False),
    NastyNative("a number below zero", told("session_opened", _SESSION, sequence="-1"), REJECTED, "unusable_message", is_durable=False),
    NastyNative("a number that no queue reaches", told("session_opened", _SESSION, sequence="99999999"), REJECTED, "unusable_message", is_durable=False),
    NastyNative("a number beyond 64 bits", told("session_opened", _SESSION, sequence="9" * 40), REJECTED, "unusable_message", is_durable=False),
    # --- times
    NastyNative("no time", f'{{"type":"session_opened","sequence":1,{_SESSION}}}', REJECTED, "unusable_message"),
    NastyNative("a time of 1970", told("session_opened", _SESSION, at='"1970-01-01T00:00:00Z"'), STATUS),
    NastyNative("a time as seconds", told("session_opened", _SESSION, at="1795600800"), STATUS),
    NastyNative("a time without a zone and with a blank", told("session_opened", _SESSION, at='"2026-11-25 10:00:00"'), STATUS),
    NastyNative("30 February", told("session_opened", _SESSION, at='"2026-02-30T10:00:00Z"'), STATUS),
    NastyNative("an empty time", told("session_opened", _SESSION, at='""'), STATUS),
    # --- sessions
    NastyNative("a connector as text", told("session_opened", '"session_number":"s1","connector_number":" 1 "'), STATUS),
    NastyNative("full-width digits", told("session_opened", '"session_number":"s1","connector_number":"１"'), STATUS),
    NastyNative("the connector 0", told("connector_state", '"connector_number":0,"status":"available"'), STATUS),
    NastyNative("a connector of a billion", told("connector_state", '"connector_number":1000000000,"status":"available"'), STATUS),
    NastyNative("a session number with NUL", told("session_opened", '"session_number":"a\\u0000b","connector_number":1'), STATUS),
    NastyNative("a lone surrogate", told("session_opened", '"session_number":"\\ud83d","connector_number":1'), STATUS),
    NastyNative("a session number as a number", told("session_opened", '"session_number":17,"connector_number":1'), STATUS),
    NastyNative("a session number of 3,000 characters", told("session_opened", f'"session_number":"{"s" * 3000}","connector_number":1'), STATUS),
    NastyNative("no session number", told("session_opened", '"connector_number":1'), REJECTED, "unusable_message"),
    NastyNative("plugged in as a word", told("session_opened", f'{_SESSION},"is_plugged":"no"'), STATUS),
    NastyNative("a status that no list has", told("connector_state", '"connector_number":1,"status":"dreaming"'), REPORTED),
    NastyNative("a status as a number", told("connector_state", '"connector_number":1,"status":1,"controller_status":"B"'), STATUS),
    NastyNative("a status in capitals with blanks", told("connector_state", '"connector_number":1,"status":" AVAILABLE "'), STATUS),
    NastyNative("a register as text with a comma", told("transaction_started", f'{_TRANSACTION},"meter_start_wh":" 1 234,0 "'), START),
    NastyNative("a register as an object", told("transaction_started", f'{_TRANSACTION},"meter_start_wh":{{"value":5}}'), START),
    NastyNative("a register beyond any meter", told("transaction_started", f'{_TRANSACTION},"meter_start_wh":{"9" * 30}'), START),
    NastyNative("a register below zero", told("transaction_ended", f'{_TRANSACTION},"meter_stop_wh":-5'), STOP),
    NastyNative("no register", told("transaction_ended", _TRANSACTION), STOP),
    NastyNative("a card as a text", told("transaction_started", f'{_TRANSACTION},"credential":"04AABB"'), START),
    NastyNative("a card in a list", told("transaction_started", f'{_TRANSACTION},"credential":[{{"kind":"rfid","number":4}}]'), START),
    NastyNative("a card of a kind that nobody knows", told("transaction_started", f'{_TRANSACTION},"credential":{{"kind":"telepathy","number":"x"}}'), START),
    NastyNative("flags as one word", told("transaction_started", f'{_TRANSACTION},"flags":"StartOffline"'), START),
    NastyNative("flags of rubbish", told("transaction_started", f'{_TRANSACTION},"flags":[null,5,{{}},"StartOffline"]'), START),
    NastyNative("a source that no list has", told("transaction_ended", f'{_TRANSACTION},"stop_source":"earthquake","meter_stop_wh":5'), STOP),
    # --- rows
    NastyNative("NaN among values", row('"register_wh":150,"power_w":NaN,"voltage_v":Infinity'), METER),
    NastyNative("values as texts", row('"register_wh":"150","power_w":" 12,5 "'), METER),
    NastyNative("values of null", row('"register_wh":null,"power_w":null'), METER),
    NastyNative("a value of 1e400", row('"power_w":1e400,"register_wh":5'), METER),
    NastyNative("rows as one object", told("session_rows", f'{_TRANSACTION},"rows":{{"at":"{AT}","register_wh":5}}'), METER),
    NastyNative("rows of rubbish", told("session_rows", f'{_TRANSACTION},"rows":[null,5,"x",[],{{"at":"{AT}","register_wh":5}}]'), METER),
    NastyNative("no rows", told("session_rows", f'{_TRANSACTION},"rows":[]'), METER),
    NastyNative("more rows than allowed", told("session_rows", f'{_TRANSACTION},"rows":[' + ",".join([f'{{"at":"{AT}","register_wh":5}}'] * 700) + "]"), METER),
    # --- everything else
    NastyNative("a list of modules of rubbish", told("module_state", '"modules":[null,{"number":"1","status":"asleep"},7]'), REPORTED),
    NastyNative("a meter of texts", told("external_meter", '"register_wh":"12,0","voltages_v":"230","currents_a":[null,"1,5"]'), REPORTED),
    NastyNative("an incident without a kind", told("incident_started", '"incident_id":"i"'), REJECTED, "unusable_message"),
    NastyNative("an incident of a severity of its own", told("incident_started", '"incident_id":"i","kind":"smoke","severity":"apocalyptic"'), REPORTED),
    NastyNative("markup in a text", told("incident_started", '"incident_id":"i","kind":"<script>","text":"\'; drop table x; --"'), REPORTED),
    NastyNative("settings as a text", told("settings_document", '"version":1,"settings":"all of them"'), REJECTED, "unusable_message"),
    NastyNative("settings of a hundred levels", told("settings_document", '"version":1,"settings":' + '{"a":' * 100 + "1" + "}" * 101), REPORTED),
    NastyNative("a log of rubbish", told("operation_log", f'"entries":[null,{{"at":"{AT}"}},"x"]'), REPORTED),
    NastyNative("one good entry among bad ones", told("operation_log", f'"entries":[null,{{"at":"{AT}","event_type":"door"}},{{"at":5}}]'), REPORTED),
    NastyNative("progress of 900 percent", told("update_state", '"target":"terminal","status":"installing","progress_percent":900'), REPORTED),
    NastyNative("a result of a command that nobody gave", told("command_result", '"command_id":"not-a-uuid","outcome":"maybe"'), ANSWERED),
    NastyNative("a result without a command", told("command_result", '"outcome":"accepted"'), REJECTED, "unusable_message"),
    # --- questions
    NastyNative("a heartbeat with a mood", '{"type":"heartbeat","mood":"good","sequence":"x"}', None, "heartbeat_answer", is_durable=False),
    NastyNative("a card asked for as a text", '{"type":"authorization_request","request_id":5,"credential":"04AABB"}', REJECTED, "unusable_message", is_durable=False),
    NastyNative("a card asked for without an id", '{"type":"authorization_request","credential":{"kind":"rfid","number":"04"}}', REJECTED, "unusable_message", is_durable=False),
    NastyNative("hello with a queue of texts", '{"type":"hello","queue":{"id":5,"last_sequence":"0"},"maker":7,"model":null}', "station.passport.v1", "welcome", is_durable=False),
    NastyNative("hello of a station without a name", '{"type":"hello","queue":{"id":"q","last_sequence":0},"connectors":[{"number":1},null,5]}', "station.passport.v1", "welcome", is_durable=False),
    NastyNative("hello without a queue", '{"type":"hello","maker":"m","model":"m"}', REJECTED, "unusable_message", is_durable=False),
    NastyNative("an error of the station's", '{"type":"error","code":"lost","text":"what?"}', None, None, is_durable=False),
    NastyNative("an error of the station's that makes no sense", '{"type":"error","code":5}', REJECTED, None, is_durable=False),
    NastyNative("an error with a number", '{"type":"error","sequence":1}', REJECTED, None),
]  # fmt: skip
