# ruff: noqa: E501 - a frame a line, as it is on the wire; odd characters are the point
"""Frames that a strict reviewer made up, none of them from a list: what each still tells, and what it must be answered."""

from typing import NamedTuple

AT = "2026-11-25T10:00:00Z"
REGISTER = "Energy.Active.Import.Register"


class Nasty(NamedTuple):
    """`answer`: 3 (a result) or 4 (an error). `fact`: the first fact that must come of it; None: nothing is to be kept."""

    name: str
    raw: str | bytes
    answer: int = 3
    fact: str | None = None


def values16(*samples: str, times: str = f'"{AT}"', head: str = '"connectorId":1,"transactionId":7') -> str:
    return (
        f'[2,"n","MeterValues",{{{head},"meterValue":[{{"timestamp":{times},"sampledValue":[{",".join(samples)}]}}]}}]'
    )


STATUS, START, STOP, METER, REJECTED = (
    "connector.status-changed.v1",
    "transaction.started.v1",
    "transaction.ended.v1",
    "transaction.meter-values.v1",
    "frame.rejected.v1",
)
_STATUS = '"connectorId":1,"errorCode":"NoError","status":"Available"'
_START = f'"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"{AT}"'
_STOP = f'"transactionId":7,"meterStop":9,"timestamp":"{AT}"'
OF_16 = [
    Nasty("exponent for a connector", '[2,"n","StatusNotification",{"connectorId":1e0,"errorCode":"NoError","status":"Available"}]', 3, STATUS),
    Nasty("leading zeros", '[2,"n","StatusNotification",{"connectorId":01,"errorCode":"NoError","status":"Available"}]', 3, STATUS),
    Nasty("plus sign", f'[2,"n","StartTransaction",{{"connectorId":1,"idTag":"A","meterStart":+5,"timestamp":"{AT}"}}]', 3, START),
    Nasty("hexadecimal register", f'[2,"n","StartTransaction",{{"connectorId":1,"idTag":"A","meterStart":"0x10","timestamp":"{AT}"}}]', 3, START),
    Nasty("full-width digits", '[2,"n","StatusNotification",{"connectorId":"１","errorCode":"NoError","status":"Available"}]', 3, STATUS),
    Nasty("lone surrogate in a tag", f'[2,"n","StartTransaction",{{"connectorId":1,"idTag":"\\ud83d","meterStart":1,"timestamp":"{AT}"}}]', 3, START),
    Nasty("NUL within a tag", f'[2,"n","StartTransaction",{{"connectorId":1,"idTag":"A\\u0000B","meterStart":1,"timestamp":"{AT}"}}]', 3, START),
    Nasty("right-to-left mark in the action", f'[2,"n","\\u202eStopTransaction",{{{_STOP}}}]', 4, REJECTED),
    Nasty("leap second", '[2,"n","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":1,"timestamp":"2026-12-31T23:59:60Z"}]', 3, START),
    Nasty("30 February", f'[2,"n","StatusNotification",{{{_STATUS},"timestamp":"2026-02-30T10:00:00Z"}}]', 3, STATUS),
    Nasty("24 o'clock", f'[2,"n","StatusNotification",{{{_STATUS},"timestamp":"2026-11-25T24:00:00Z"}}]', 3, STATUS),
    Nasty("year 0", f'[2,"n","StatusNotification",{{{_STATUS},"timestamp":"0000-00-00T00:00:00Z"}}]', 3, STATUS),
    Nasty("year 10000", f'[2,"n","StatusNotification",{{{_STATUS},"timestamp":"+010000-01-01T00:00:00Z"}}]', 3, STATUS),
    Nasty("week date", f'[2,"n","StatusNotification",{{{_STATUS},"timestamp":"2026-W48-3T10:00:00Z"}}]', 3, STATUS),
    Nasty("nanoseconds", f'[2,"n","StatusNotification",{{{_STATUS},"timestamp":"2026-11-25T10:00:00.123456789Z"}}]', 3, STATUS),
    Nasty("offset of 26 hours", f'[2,"n","StatusNotification",{{{_STATUS},"timestamp":"2026-11-25T10:00:00+26:00"}}]', 3, STATUS),
    Nasty("minus for an offset", f'[2,"n","StatusNotification",{{{_STATUS},"timestamp":"2026-11-25T10:00:00\u221203:00"}}]', 3, STATUS),
    Nasty("day first", f'[2,"n","StatusNotification",{{{_STATUS},"timestamp":"25.11.2026 10:00:00"}}]', 3, STATUS),
    Nasty("a time as an object", '[2,"n","StopTransaction",{"transactionId":7,"meterStop":9,"timestamp":{"$date":1764064800000}}]', 3, STOP),
    Nasty("a register as an object", f'[2,"n","StopTransaction",{{"transactionId":7,"meterStop":{{"value":9,"unit":"Wh"}},"timestamp":"{AT}"}}]', 3, STOP),
    Nasty("a register with its unit", f'[2,"n","StopTransaction",{{"transactionId":7,"meterStop":"9 Wh","timestamp":"{AT}"}}]', 3, STOP),
    Nasty("a transaction of 40 digits", f'[2,"n","StopTransaction",{{"transactionId":{"9" * 40},"meterStop":9,"timestamp":"{AT}"}}]', 3, STOP),
    Nasty("minus zero", f'[2,"n","StopTransaction",{{"transactionId":-0.0,"meterStop":-0,"timestamp":"{AT}"}}]', 3, STOP),
    Nasty("values of a thousand separators", values16('{"value":"1\u202f234,5","measurand":"' + REGISTER + '"}'), 3, METER),
    Nasty("Infinity", values16('{"value":Infinity}', '{"value":"-Infinity"}', '{"value":"1e999"}', '{"value":"5"}'), 3, METER),
    Nasty("null samples among good ones", values16("null", "[]", "7", '"x"', '{"value":"5"}'), 3, METER),
    Nasty("nested lists of meter values", f'[2,"n","MeterValues",{{"connectorId":1,"meterValue":[[{{"timestamp":"{AT}","sampledValue":[[{{"value":"5"}}]]}}]]}}]', 3, METER),
    Nasty("meter values without any time", '[2,"n","MeterValues",{"connectorId":1,"transactionId":7,"meterValue":[{"sampledValue":[{"value":"5"}]}]}]', 3, METER),
    Nasty("an array for the payload", f'[2,"n","StartTransaction",[{{{_START}}}]]', 3, START),
    Nasty("the payload as JSON in a text", '[2,"n","StatusNotification","{\\"connectorId\\":1,\\"errorCode\\":\\"NoError\\",\\"status\\":\\"Available\\"}"]', 3, STATUS),
    Nasty("two frames in one message", f'[2,"n","StatusNotification",{{{_STATUS}}}][2,"m","Heartbeat",{{}}]', 3, STATUS),
    Nasty("a batch", f'[[2,"n","StatusNotification",{{{_STATUS}}}]]', 3, STATUS),
    Nasty("comments", f'[2,"n","StatusNotification",/* yes */{{{_STATUS}}}]// end', 3, STATUS),
    Nasty("single quotes", "[2,'n','StatusNotification',{'connectorId':1,'errorCode':'NoError','status':'Available'}]", 3, STATUS),
    Nasty("names without quotes", '[2,"n","StatusNotification",{connectorId:1,errorCode:"NoError",status:"Available"}]', 3, STATUS),
    Nasty("UTF-16", f'[2,"n","StatusNotification",{{{_STATUS}}}]'.encode("utf-16"), 3, STATUS),
    Nasty("Latin-1 in a text", f'[2,"n","StatusNotification",{{{_STATUS},"info":"gestört"}}]'.encode("latin-1"), 3, STATUS),
    Nasty("Windows line ends and tabs", f'\r\n[2,\t"n",\r\n"StatusNotification",\t{{{_STATUS}}}\r\n]\r\n', 3, STATUS),
    Nasty("an id that is an object", f'[2,{{"id":"n"}},"StatusNotification",{{{_STATUS}}}]', 3, STATUS),
    Nasty("an id of 100,000 characters", f'[2,"{"i" * 100_000}","StatusNotification",{{{_STATUS}}}]', 3, STATUS),
    Nasty("the id true", f'[2,true,"StatusNotification",{{{_STATUS}}}]', 3, STATUS),
    Nasty("names with blanks", '[2,"n","StatusNotification",{" connectorId ":1,"errorCode ":"NoError","status":"Available"}]', 3, STATUS),
    Nasty("names with underscores", '[2,"n","StatusNotification",{"connector_id":1,"error_code":"NoError","status":"Available"}]', 3, STATUS),
    Nasty("status with blanks", '[2,"n","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":" Available "}]', 3, STATUS),
    Nasty("status of 2.0.1", '[2,"n","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Occupied"}]', 3, STATUS),
    Nasty("status as a number", '[2,"n","StatusNotification",{"connectorId":1,"errorCode":0,"status":1}]', 3, STATUS),
    Nasty("prototype pollution", f'[2,"n","StatusNotification",{{{_STATUS},"__proto__":{{"x":1}},"constructor":null}}]', 3, STATUS),
    Nasty("500 unknown fields", f'[2,"n","StatusNotification",{{{_STATUS},' + ",".join(f'"x{number}":{number}' for number in range(500)) + "}]", 3, STATUS),
    Nasty("the same name 500 times", '[2,"n","StatusNotification",{' + ",".join(['"status":"Available"'] * 500) + ',"connectorId":1,"errorCode":"NoError"}]', 3, STATUS),
    Nasty("a call with eight parts", f'[2,"n","StatusNotification",{{{_STATUS}}},null,[],{{}},0]', 3, STATUS),
    Nasty("numbers for words of Boot", '[2,"n","BootNotification",{"chargePointVendor":1,"chargePointModel":2.5}]', 3, "station.booted.v1"),
    Nasty("an empty boot", '[2,"n","BootNotification",{}]', 3, "station.booted.v1"),
    Nasty("a list for an idTag", '[2,"n","Authorize",{"idTag":["A"]}]', 3, "authorization.checked.v1"),
    Nasty("an idTag as a number", f'[2,"n","StartTransaction",{{"connectorId":1,"idTag":4000000000000000000000,"meterStart":1,"timestamp":"{AT}"}}]', 3, START),
    Nasty("DataTransfer with an object", '[2,"n","DataTransfer",{"vendorId":"x","data":{"a":[1,{"b":null}]}}]', 3),
    Nasty("Heartbeat with a payload of text", '[2,"n","Heartbeat","alive"]', 3),
    Nasty("a stop whose list is null", f'[2,"n","StopTransaction",{{{_STOP},"transactionData":null,"idTag":null,"reason":null}}]', 3, STOP),
    Nasty("a stop whose list holds rubbish", f'[2,"n","StopTransaction",{{{_STOP},"transactionData":[null,{{}},{{"timestamp":"{AT}"}},"x"]}}]', 3, STOP),
]  # fmt: skip


def event(**members: str) -> str:
    """A TransactionEvent of 2.0.1 with members as JSON texts."""
    told = {
        "eventType": '"Updated"', "timestamp": f'"{AT}"', "triggerReason": '"MeterValuePeriodic"', "seqNo": "1",
        "transactionInfo": '{"transactionId":"t1"}', "evse": '{"id":1,"connectorId":1}', **members,
    }  # fmt: skip
    return '[2,"n","TransactionEvent",{' + ",".join(f'"{name}":{text}' for name, text in told.items() if text) + "}]"


def values201(sample: str) -> str:
    return f'[{{"timestamp":"{AT}","sampledValue":[{sample}]}}]'


_STATUS201 = f'"timestamp":"{AT}","connectorStatus":"Available","evseId":1,"connectorId":1'
OF_201 = [
    Nasty("seqNo as text", event(seqNo='"7"'), 3, METER),
    Nasty("seqNo negative", event(seqNo="-1"), 3, METER),
    Nasty("seqNo beyond int64", event(seqNo="99999999999999999999"), 3, METER),
    Nasty("seqNo missing", event(seqNo=""), 3, METER),
    Nasty("seqNo as a fraction", event(seqNo="1.5"), 3, METER),
    Nasty("an event type in capitals", event(eventType='"ENDED"'), 3, STOP),
    Nasty("an event type of the maker's", event(eventType='"Paused"'), 3),
    Nasty("trigger as a list", event(triggerReason='["CablePluggedIn"]'), 3, METER),
    Nasty("transactionInfo as a text", event(transactionInfo='"t1"'), 3),
    Nasty("transactionId as a number", event(transactionInfo='{"transactionId":12}'), 3, METER),
    Nasty("transactionId of 300 characters", event(transactionInfo='{"transactionId":"' + "t" * 300 + '"}'), 3, METER),
    Nasty("transactionId empty", event(eventType='"Started"', transactionInfo='{"transactionId":""}'), 3),
    Nasty("transactionId with NUL", event(eventType='"Started"', transactionInfo='{"transactionId":"a\\u0000b"}'), 3, START),
    Nasty("evse as a number", event(evse="1"), 3, METER),
    Nasty("evse as a list", event(evse='[{"id":1}]'), 3, METER),
    Nasty("evse 0", event(eventType='"Started"', evse='{"id":0,"connectorId":0}'), 3, START),
    Nasty("evse of a billion", event(eventType='"Started"', evse='{"id":1000000000}'), 3, START),
    Nasty("a value as text", event(meterValue=values201('{"value":"12.5","measurand":"' + REGISTER + '"}')), 3, METER),
    Nasty("a value as null", event(meterValue=values201('{"value":null},{"value":5}')), 3, METER),
    Nasty("a unit as a text", event(meterValue=values201('{"value":5,"unitOfMeasure":"kWh"}')), 3, METER),
    Nasty("a unit of 1.6", event(meterValue=values201('{"value":5,"unit":"kWh"}')), 3, METER),
    Nasty("a multiplier as text", event(meterValue=values201('{"value":5,"unitOfMeasure":{"unit":"Wh","multiplier":"3"}}')), 3, METER),
    Nasty("a multiplier of a thousand", event(meterValue=values201('{"value":5,"unitOfMeasure":{"unit":"Wh","multiplier":1000}}')), 3, METER),
    Nasty("signed values as a text", event(meterValue=values201('{"value":5,"signedMeterValue":"AAEC"}')), 3, METER),
    Nasty("meter values as one object", event(meterValue=values201('{"value":5}')[1:-1]), 3, METER),
    Nasty("idToken as a text", event(eventType='"Started"', idToken='"CARD"'), 3, START),
    Nasty("idToken of 1.6", event(eventType='"Started"', idTag='"CARD"'), 3, START),
    Nasty("a type of token that nobody knows", event(eventType='"Started"', idToken='{"idToken":"CARD","type":"Telepathy"}'), 3, START),
    Nasty("offline as a text", event(offline='"yes"'), 3, METER),
    Nasty("customData as a text", event(customData='"x"'), 3, METER),
    Nasty("status of 1.6 words", f'[2,"n","StatusNotification",{{"timestamp":"{AT}","connectorStatus":"Charging","evseId":1,"connectorId":1}}]', 3, STATUS),
    Nasty("status of 1.6 whole", '[2,"n","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Charging"}]', 3, STATUS),
    Nasty("status without a connector", f'[2,"n","StatusNotification",{{"timestamp":"{AT}","connectorStatus":"Available","evseId":1}}]', 3, STATUS),
    Nasty("status without a time", '[2,"n","StatusNotification",{"connectorStatus":"Available","evseId":1,"connectorId":1}]', 3, STATUS),
    Nasty("boot without a station", '[2,"n","BootNotification",{"reason":"PowerUp"}]', 3, "station.booted.v1"),
    Nasty("boot with a reason of the maker's", '[2,"n","BootNotification",{"reason":"Sunrise","chargingStation":{"model":"M","vendorName":"V"}}]', 3, "station.booted.v1"),
    Nasty("a report without a number", f'[2,"n","NotifyReport",{{"requestId":1,"generatedAt":"{AT}","reportData":[{{"component":{{"name":"C"}},"variable":{{"name":"V"}},"variableAttribute":[{{"value":5}}]}}]}}]', 3),
    Nasty("a report of nulls", f'[2,"n","NotifyReport",{{"requestId":1,"generatedAt":"{AT}","seqNo":0,"reportData":[null,{{}},{{"component":null,"variable":"V"}}]}}]', 3),
    Nasty("an event list as an object", f'[2,"n","NotifyEvent",{{"generatedAt":"{AT}","seqNo":0,"eventData":{{"eventId":1}}}}]', 3),
    Nasty("a log status without request", '[2,"n","LogStatusNotification",{"status":"Uploaded"}]', 3),
    Nasty("a security event of an object", f'[2,"n","SecurityEventNotification",{{"type":{{"a":1}},"timestamp":"{AT}"}}]', 3),
    Nasty("Authorize with a text", '[2,"n","Authorize",{"idToken":"CARD"}]', 3, "authorization.checked.v1"),
    Nasty("Authorize of nothing", '[2,"n","Authorize",{"idToken":{"idToken":"","type":"NoAuthorization"}}]', 3),
    Nasty("StartTransaction of 1.6", f'[2,"n","StartTransaction",{{{_START}}}]', 3),
]  # fmt: skip
