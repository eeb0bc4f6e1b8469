# ruff: noqa: E501 - a frame a line, as it is on the wire; odd characters are the point
"""The same for OCPP 2.1: its own messages, its own message types, and the words that it adds to those of 2.0.1."""

from nasty_frames import AT, METER, REJECTED, START, STOP, Nasty, event, values201

SILENT = 0
"""No answer: message types 5 and 6 want none."""
_HASH = '{"hashAlgorithm":"SHA256","issuerNameHash":"a","issuerKeyHash":"b","serialNumber":"c"}'


def call(action: str, payload: str) -> str:
    return f'[2,"n","{action}",{payload}]'


def moment21(sample: str) -> str:
    return event(meterValue=values201(sample))


OF_21 = [
    # --- message types 5 and 6
    Nasty("a SEND", f'[6,"n","NotifyPeriodicEventStream",{{"id":1,"pending":0,"basetime":"{AT}","data":[{{"t":0,"v":"5"}}]}}]', SILENT),
    Nasty("a SEND of rubbish", '[6,"n","NotifyPeriodicEventStream",{"id":"x","data":null}]', SILENT),
    Nasty("a SEND without a payload", '[6,"n","NotifyPeriodicEventStream"]', SILENT),
    Nasty("a SEND of a message that wants an answer", call("Heartbeat", "{}").replace("[2", "[6"), SILENT),
    Nasty("a SEND of nobody's message", '[6,"n","NotifyTheMoon",{}]', SILENT),
    Nasty("a SEND of a status", f'[6,"n","StatusNotification",{{"timestamp":"{AT}","connectorStatus":"Available","evseId":1,"connectorId":1}}]', SILENT, "connector.status-changed.v1"),
    Nasty("message type 6 as text", f'["6","n","NotifyPeriodicEventStream",{{"id":1,"pending":0,"basetime":"{AT}","data":[]}}]', SILENT),
    Nasty("our answer refused", '[5,"n","FormatViolation","no such field",{}]', SILENT, REJECTED),
    Nasty("our answer refused, without words", '[5,"n"]', SILENT, REJECTED),
    Nasty("our answer refused with nulls", "[5,null,null,null,null]", SILENT, REJECTED),
    Nasty("message type 5 alone", "[5]", SILENT),
    Nasty("a SEND as a call", call("NotifyPeriodicEventStream", f'{{"id":1,"pending":0,"basetime":"{AT}","data":[{{"t":0,"v":"5"}}]}}')),
    # --- what 2.0.1 does not have
    Nasty("a battery swap of texts", call("BatterySwap", '{"eventType":"BatteryIn","requestId":"5","idToken":"CARD","batteryData":{"evseId":"1","serialNumber":7,"soC":"80","soH":"99"}}')),
    Nasty("an empty battery swap", call("BatterySwap", "{}")),
    Nasty("a settlement in another currency", call("NotifySettlement", '{"pspRef":1,"status":"Settled","settlementAmount":"12,50","settlementTime":0}')),
    Nasty("a settlement of nothing", call("NotifySettlement", "null")),
    Nasty("a web payment at no EVSE", call("NotifyWebPaymentStarted", '{"timeout":-1}')),
    Nasty("an alarm of a kind that nobody knows", call("NotifyDERAlarm", f'{{"controlType":"Tornado","timestamp":"{AT}","gridEventFault":5}}')),
    Nasty("a start of grid control as text", call("NotifyDERStartStop", '{"controlId":7,"started":"yes","timestamp":"now","supersededIds":"1"}')),
    Nasty("a report of grid control without a number", call("ReportDERControl", '{"curve":{},"tbc":"false"}')),
    Nasty("priority charging as a number", call("NotifyPriorityCharging", '{"transactionId":1,"activated":1}')),
    Nasty("a stream that is opened without its parts", call("OpenPeriodicEventStream", '{"constantStreamData":"all"}')),
    Nasty("a stream that is closed by its name", call("ClosePeriodicEventStream", '{"id":"the first"}')),
    Nasty("a schedule asked for without an id", call("PullDynamicScheduleUpdate", "{}")),
    Nasty("a VAT number as a number", call("VatNumberValidation", '{"vatNumber":123456789012345678901234567890}')),
    Nasty("no VAT number", call("VatNumberValidation", "{}"), 4, REJECTED),
    Nasty("the VAT number as the payload", call("VatNumberValidation", '"RU7700000000"'), 4, REJECTED),
    Nasty("certificates as one object", call("GetCertificateChainStatus", f'{{"certificateStatusRequests":{{"certificateHashData":{_HASH},"source":"OCSP","urls":["x"]}}}}')),
    Nasty("certificates of a list of nulls", call("GetCertificateChainStatus", '{"certificateStatusRequests":[null,{},5]}'), 4, REJECTED),
    Nasty("a certificate from a source of its own", call("GetCertificateChainStatus", f'{{"certificateStatusRequests":[{{"certificateHashData":{_HASH},"source":"Oracle"}}]}}')),
    Nasty("a message of 2.2", call("NotifyQuantumState", '{"spin":0.5}'), 4, REJECTED),
    Nasty("a notification of 2.2", call("QuantumStateNotification", '{"spin":0.5}')),
    Nasty("a message of ours from a station", call("SetDERControl", "{}"), 4, REJECTED),
    # --- words that 2.1 adds to messages of 2.0.1
    Nasty("costs as a text", event(costDetails='"12.50 EUR"'), 3, METER),
    Nasty("costs of a list of nulls", event(costDetails='{"totalCost":null,"totalUsage":[null],"chargingPeriods":[{"startPeriod":"x"}]}'), 3, METER),
    Nasty("preconditioning as a truth", event(preconditioningStatus="true", evseSleep='"no"'), 3, METER),
    Nasty("a tariff's id as a list", event(transactionInfo='{"transactionId":"t1","tariffId":["a","b"],"operationMode":"ChargingOnly"}'), 3, METER),
    Nasty("an operation mode of the maker's", event(transactionInfo='{"transactionId":"t1","operationMode":"Levitating"}'), 3, METER),
    Nasty("a limit of the transaction as a number", event(transactionInfo='{"transactionId":"t1","transactionLimit":50}'), 3, METER),
    Nasty("a token of a type that 2.1 leaves open", event(eventType='"Started"', idToken='{"idToken":"CARD","type":"VIN"}'), 3, START),
    Nasty("a token of 300 characters", event(eventType='"Started"', idToken='{"idToken":"' + "T" * 300 + '","type":"eMAID"}'), 3, START),
    Nasty("a reason that only 2.1 has", event(eventType='"Ended"', transactionInfo='{"transactionId":"t1","stoppedReason":"ReqEnergyTransferRejected"}'), 3, STOP),
    Nasty("a reason of the maker's", event(eventType='"Ended"', transactionInfo='{"transactionId":"t1","stoppedReason":"Rain"}'), 3, STOP),
    Nasty("measured upstream", moment21('{"value":5,"location":"Upstream","measurand":"Power.Active.Residual"}'), 3, METER),
    Nasty("a display's word in capitals", moment21('{"value":"80","measurand":"DISPLAY.PRESENTSOC","unitOfMeasure":{"unit":"Percent"}}'), 3, METER),
    Nasty("a measurand of 2.2", moment21('{"value":5,"measurand":"Energy.Dark.Import"}'), 3, METER),
    Nasty("signed values of 2.1 without a key", moment21('{"value":5,"signedMeterValue":{"signedMeterData":"T0NNRg=="}}'), 3, METER),
    Nasty("an EVSE that is told as 1.6 tells it", event(evse="", connectorId="1"), 3, METER),
    Nasty("a boot of nulls", call("BootNotification", '{"reason":null,"chargingStation":{"model":null,"vendorName":null,"modem":5}}'), 3, "station.booted.v1"),
    Nasty("a security event with a time of years ahead", call("SecurityEventNotification", '{"type":"SettingSystemTime","timestamp":"2999-01-01T00:00:00Z","techInfo":{"a":1}}'), 3),
]  # fmt: skip
