"""Messages of smartcharging.v1. Made by docs/native-protocol/generate.py from its schemas; not edited."""

from typing import Any, Final

import msgspec


class Credential(msgspec.Struct, omit_defaults=True, kw_only=True):
    """Who presented himself."""

    kind: str
    """rfid: a card; remote: the token of a start_session command; login_password: a person who signed in at the screen; ocpp: an id of the aggregator; stub: the placeholder of the station's settings; none: nobody."""
    number: str | None = None
    """Number of the card, the token, the login or the id. Absent for none."""


class Queue(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The station's queue of durable messages."""

    id: str
    """Names the queue: made anew (a UUID) when the station has lost its numbers, for instance by a factory reset."""
    last_sequence: int
    """The greatest number given so far; 0 in a new queue."""
    acknowledged_sequence: int | None = None
    """The greatest number that was ever acknowledged to the station."""


class Software(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The station's software."""

    version: str | None = None
    """Version of the station's application."""
    released_on: str | None = None
    """Day of its release, YYYY-MM-DD."""
    system_version: str | None = None
    """Version of the operating system."""


class Controller(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One controller of the station."""

    id: str
    """Id within the station."""
    kind: str | None = None
    """connector_controller, module_controller, central, …"""
    firmware_version: str | None = None
    """Version of its firmware."""
    hardware_version: str | None = None
    """Version of the hardware."""
    built_at: str | None = None
    """When the firmware was built."""
    connector_number: int | None = None


class Connector(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One connector of the station."""

    number: int
    name: str | None = None
    """Name on the station's screen."""
    type: str | None = None
    """Connector type, ENU-015..022."""
    supply: str | None = None
    """ENU-023, ENU-024."""
    status: str | None = None
    controller_status: str | None = None
    max_power_w: int | None = None
    """Greatest power in W."""
    hardware_limit_a: float | None = None
    """Current limit of the configuration in A."""
    configuration_flags: list[str] | None = None
    """Flags of the connector from the station's configuration."""
    start_flags: list[str] | None = None
    """Flags of the start command from the configuration, ENU-243."""


class Device(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One device of the station."""

    id: str
    """Id within the station."""
    kind: str
    """Device type, ENU-113..122 or a word of your own."""
    name: str | None = None
    """Name for people."""
    status: str | None = None
    """ENU-110..112."""


class Module(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One power converter."""

    number: int
    """Number within the station."""
    status: str | None = None
    """ENU-123..126."""
    voltage_v: float | None = None
    """Output voltage in V."""
    current_a: float | None = None
    """Output current in A."""
    temperature_c: float | None = None
    """Temperature in °C."""
    connector_number: int | None = None


class Contactor(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One contactor between modules and outputs."""

    name: str
    """Name in the diagram, for instance K1."""
    is_closed: bool | None = None
    """Whether it conducts."""
    connector_number: int | None = None


class Restart(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The last restart and all restarts so far."""

    cause: str | None = None
    """Cause of the last restart, ENU-241: hard_reset, soft_reset, power_loss, watchdog, update, other, …"""
    at: str | None = None
    """When the station came up."""
    counters: dict[str, int] | None = None
    """Number of restarts by cause."""


class Aggregator(msgspec.Struct, omit_defaults=True, kw_only=True):
    """The OCPP server of the aggregator that the station talks to beside us."""

    address: str | None = None
    """Address of the OCPP server."""
    ocpp_version: str | None = None
    """1.6 or 2.0.1."""
    key: str | None = None
    """The station's key there."""


class Row(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One row of the session's history; one each 15 seconds."""

    at: str
    register_wh: int | None = None
    """Accumulated reading of the connector's meter in Wh."""
    power_w: float | None = None
    """Power in W."""
    voltage_v: float | None = None
    """Output voltage in V."""
    current_a: float | None = None
    """Output current in A."""
    requested_voltage_v: float | None = None
    """Voltage requested by the vehicle in V."""
    requested_current_a: float | None = None
    """Current requested by the vehicle in A."""
    power_limit_w: float | None = None
    """Available power in W."""
    soc_percent: float | None = None
    """State of charge of the vehicle in %."""
    insulation_resistance_ohm: float | None = None
    """Insulation resistance in ohm."""
    insulation_errors: float | None = None
    """Count of insulation monitoring errors."""
    plus_voltage_v: float | None = None
    """Voltage on the plus bar in V."""
    minus_voltage_v: float | None = None
    """Voltage on the minus bar in V, negative."""
    battery_temperature_c: float | None = None
    """Temperature of the vehicle's battery in °C."""
    module_temperature_c: float | None = None
    """Greatest temperature of the modules in °C."""
    connector_temperature_c: float | None = None
    """Greatest temperature of the connector in °C."""


class LogEntry(msgspec.Struct, omit_defaults=True, kw_only=True):
    """One entry of the operation log."""

    at: str
    event_type: str
    """ENU-132..147 or a word of your own."""
    action: str | None = None
    """What was done, for instance C1 -> C2."""
    message: str | None = None
    """Text."""
    error: str | None = None
    """What went wrong."""
    connector_number: int | None = None
    session_number: str | None = None


class AccessList(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="access_list"):
    """Who is let in while the station has no line: which list it holds, and how many it lets in by it."""

    sequence: int
    at: str
    version: int
    """Version of the list; 0 when it holds none."""
    kind: str
    """white: only these; black: all but these."""
    count: int
    """Number of its entries."""
    last4: list[str] | None = None
    """The last four characters of each number, for the operator's eyes; whole numbers are not told."""


class Ack(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="ack"):
    """All durable messages up to this number are stored for good; the station may forget them."""

    sequence: int


class AuthorizationAnswer(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="authorization_answer"):
    """The server's verdict."""

    request_id: str
    """The id of the request."""
    result: str
    """accepted: may charge; blocked, expired, invalid: may not; unsupported: this kind of credential cannot be checked here."""
    user_label: str | None = None
    """How to call the person on the screen."""


class AuthorizationRequest(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="authorization_request"):
    """May this person charge? Asked when a card is presented or somebody signs in at the screen; never waits for the queue."""

    request_id: str
    """Chosen by the station, repeated in the answer."""
    credential: Credential
    password: str | None = None
    """Password, for the kind login_password."""
    connector_number: int | None = None


class ClimateState(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="climate_state"):
    """State of the climate control."""

    sequence: int
    at: str
    status: str | None = None
    """ENU-242: ok, heating, cooling, relay_off, no_connection."""
    main_relay_is_closed: bool | None = None
    """Whether the station is fed."""
    heater_is_on: bool | None = None
    """Heaters."""
    fan_is_on: bool | None = None
    """Fans."""
    settings: dict[str, Any] | None = None
    """Settings of the device by name."""


class Command(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="command"):
    """An order of an operator. The station answers it with command_result before the deadline."""

    command_id: str
    """Id; a command that was seen already is answered again, not carried out again."""
    kind: str
    """start_session, stop_session, hard_reset, soft_reset, unlock_connector, change_availability, trigger_message, or a kind of ENU-159..178."""
    connector_number: int | None = None
    """Target connector; absent for the station."""
    parameters: dict[str, Any] | None = None
    """Parameters of the kind."""
    transaction_number: str | None = None
    remote_token: str | None = None
    """start_session: the credential (kind remote) of the transaction that the station begins."""
    deadline: str
    """After this moment the command is not carried out any more."""


class CommandResult(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="command_result"):
    """What became of a command."""

    sequence: int
    at: str
    command_id: str
    """Id of the command."""
    outcome: str
    """accepted: carried out or begun; rejected: refused; error: failed."""
    text: str | None = None
    """For the operator."""
    details: dict[str, Any] | None = None
    """Whatever helps to understand."""


class ConnectorState(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="connector_state"):
    """What has changed at a connector; unchanged values are left out."""

    sequence: int
    at: str
    connector_number: int
    status: str | None = None
    controller_status: str | None = None
    mark: str | None = None
    session_number: str | None = None
    software_flags: list[str] | None = None
    """All software flags that are set."""
    hardware_flags: list[str] | None = None
    """All hardware flags that are set."""
    diagnostics: list[str] | None = None
    """All self-diagnostics flags that are set."""
    power_limit_w: int | None = None
    """Resulting power limit in W."""
    register_wh: int | None = None
    """Reading of the connector's meter in Wh."""
    connector_temperature_c: float | None = None
    """Temperature of the connector in °C."""
    ocpp_status: str | None = None
    """Last status that the aggregator's server confirmed."""
    synchronized_at: str | None = None
    """Last synchronised time of the controller."""
    error: str | None = None
    """Text of the fault."""


class DeviceState(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="device_state"):
    """What has changed at a device."""

    sequence: int
    at: str
    device_id: str
    """Id as in the passport."""
    kind: str | None = None
    """Device type, ENU-113..122."""
    status: str | None = None
    """ENU-110..112."""
    text: str | None = None
    """For people."""
    values: dict[str, Any] | None = None
    """Readings of the device by name."""


class DumpLines(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="dump_lines"):
    """Lines of the exchange between controller and vehicle, as they are shown."""

    sequence: int
    at: str
    session_number: str | None = None
    connector_number: int
    lines: list[str]
    """Lines in their order."""


class Error(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="error"):
    """The other side could not use a message. For the log; nothing has to be done, the socket stays open."""

    code: str
    """unreadable_frame, unknown_message, unusable_message, hello_expected, internal_error."""
    text: str
    """What is wrong."""
    message_type: str | None = None
    """Type of the message that it is about."""
    sequence: int | None = None


class ExternalMeter(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="external_meter"):
    """Reading of the electricity meter at the station's input."""

    sequence: int
    at: str
    register_wh: int
    """Accumulated reading in Wh."""
    power_w: float | None = None
    """Power in W."""
    voltages_v: list[float] | None = None
    """Voltage by phase."""
    currents_a: list[float] | None = None
    """Current by phase."""


class Heartbeat(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="heartbeat"):
    """Sign of life of the station."""

    at: str | None = None


class HeartbeatAnswer(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="heartbeat_answer"):
    """The server's time."""

    time: str
    """The server's time."""


class Hello(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="hello"):
    """First message of the station on a new socket: its passport and where its queue stands."""

    queue: Queue
    maker: str
    """Maker of the station."""
    model: str
    """Model of the station."""
    serial_number: str | None = None
    """Serial number."""
    factory_number: str | None = None
    """Factory number."""
    software: Software | None = None
    controllers: list[Controller] | None = None
    """Controllers."""
    connectors: list[Connector] | None = None
    """Connectors with their present status."""
    devices: list[Device] | None = None
    """Devices."""
    modules: list[Module] | None = None
    """Power converters of a fast station."""
    contactors: list[Contactor] | None = None
    """Contactors of a fast station."""
    aggregator: Aggregator | None = None
    restart: Restart | None = None
    settings_version: int | None = None
    """Version of the settings document that the station works by."""
    client_certificate_valid_until: str | None = None
    """End of the validity of the station's client certificate."""
    operating_mode: str | None = None
    """ENU-078..080."""
    power_strategy: str | None = None
    """Strategy of power distribution, ENU-240."""
    addresses: list[str] | None = None
    """IP addresses of the station."""


class IncidentEnded(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="incident_ended"):
    """It is over."""

    sequence: int
    at: str
    incident_id: str
    """Id of the incident."""
    text: str | None = None
    """For people."""


class IncidentStarted(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="incident_started"):
    """Something is wrong with the station."""

    sequence: int
    at: str
    incident_id: str
    """The station's own id of the incident."""
    kind: str
    """What it is."""
    severity: str | None = None
    """How bad."""
    text: str | None = None
    """For people."""
    connector_number: int | None = None
    device_id: str | None = None
    """Device that it is about."""


class JournalPart(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="journal_part"):
    """A piece of the station's log files, asked for by get_station_log."""

    sequence: int
    at: str
    command_id: str
    """The command that asked for it."""
    file_name: str
    """Name of the log file."""
    part: int
    """Number of the piece, from 1."""
    is_last: bool
    """No further piece of any file follows."""
    lines: list[str]
    """Lines in their order."""


class ModuleState(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="module_state"):
    """Modules and contactors that have changed."""

    sequence: int
    at: str
    modules: list[Module] | None = None
    """Modules."""
    contactors: list[Contactor] | None = None
    """Contactors."""


class OperationLog(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="operation_log"):
    """Entries of the operation log."""

    sequence: int
    at: str
    entries: list[LogEntry]
    """Entries in their order."""


class SensorState(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="sensor_state"):
    """Reading or signal of a sensor."""

    sequence: int
    at: str
    sensor_id: str
    """Id within the station."""
    kind: str | None = None
    """ENU-119..122."""
    zone: str | None = None
    """ENU-127..130."""
    temperature_c: float | None = None
    """°C."""
    humidity_percent: float | None = None
    """Relative humidity in %."""
    is_triggered: bool | None = None
    """Signal of a vibration, smoke or flood sensor."""


class SessionClosed(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="session_closed"):
    """The connector is free again: the vehicle was unplugged, or the booking is over."""

    sequence: int
    at: str
    session_number: str
    connector_number: int
    controller_status: str | None = None
    stop_source: str | None = None
    flags: list[str] | None = None


class SessionOpened(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="session_opened"):
    """A connector was taken: a vehicle was plugged in, or the connector was booked."""

    sequence: int
    at: str
    session_number: str
    connector_number: int
    is_plugged: bool | None = None
    """False: booked, the vehicle is still to come. Plugged in is assumed."""
    credential: Credential | None = None
    flags: list[str] | None = None


class SessionRows(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="session_rows"):
    """Rows of a session's history since the last ones; live one each 15 seconds, later up to 240 in one message."""

    sequence: int
    at: str
    session_number: str | None = None
    transaction_number: str | None = None
    connector_number: int
    rows: list[Row]
    """Rows in the order of time."""


class SettingsDocument(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="settings_document"):
    """The whole settings that are in force: after the first welcome, and whenever they change."""

    sequence: int
    at: str
    version: int
    """Grows with every change."""
    settings: dict[str, Any]
    """Name of a setting to its value; nested objects are allowed."""
    command_id: str | None = None
    """The command that changed them; absent for a change at the station."""


class StationState(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="station_state"):
    """What has changed at the station; unchanged values are left out."""

    sequence: int
    at: str
    logical_status: str | None = None
    """ENU-073..076."""
    technical_status: str | None = None
    """ENU-068..072."""
    operating_mode: str | None = None
    """ENU-078..080."""
    screen: str | None = None
    """Screen shown, ENU-212..238."""
    current_user: str | None = None
    """Login of who is interacting."""
    max_power_w: int | None = None
    """Resulting greatest power in W."""
    ocpp_status: str | None = None
    """Last status that the aggregator's server confirmed."""
    addresses: list[str] | None = None
    """IP addresses."""
    aggregator: Aggregator | None = None


class TransactionEnded(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="transaction_ended"):
    """Charging is over; the vehicle may still be plugged in."""

    sequence: int
    at: str
    session_number: str
    transaction_number: str
    connector_number: int
    meter_stop_wh: int | None = None
    """Register of the connector's meter in Wh. Left out only when the meter does not answer: then the last row counts."""
    stop_source: str | None = None
    credential: Credential | None = None
    controller_status: str | None = None
    flags: list[str] | None = None


class TransactionStarted(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="transaction_started"):
    """Charging begins within an open session."""

    sequence: int
    at: str
    session_number: str
    transaction_number: str
    connector_number: int
    meter_start_wh: int | None = None
    """Register of the connector's meter in Wh. Left out only when the meter does not answer."""
    credential: Credential | None = None
    start_source: str | None = None
    flags: list[str] | None = None
    max_power_w: int | None = None
    """Allowed power in W."""
    max_energy_wh: int | None = None
    """Allowed energy in Wh."""
    max_seconds: int | None = None
    """Allowed time in s."""


class UpdateState(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="update_state"):
    """How far an update of software is, from the check to the result."""

    sequence: int
    at: str
    target: str
    """What is updated: terminal, controller, module_controller or a word of your own."""
    status: str
    """checked, downloading, downloaded, installing, installed or failed."""
    version: str | None = None
    """Version that is going to be or was installed."""
    progress_percent: int | None = None
    """0 to 100."""
    command_id: str | None = None
    """The command that began it; absent when the station did."""
    text: str | None = None
    """What went wrong."""


class VehicleData(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="vehicle_data"):
    """What the vehicle told about itself."""

    sequence: int
    at: str
    session_number: str
    connector_number: int
    vehicle_uid: str | None = None
    """Unique id of the vehicle."""
    battery_capacity_wh: int | None = None
    """Capacity in Wh."""
    battery_voltage_v: float | None = None
    """Voltage at the start in V."""
    max_power_w: float | None = None
    """W."""
    max_voltage_v: float | None = None
    """V."""
    max_current_a: float | None = None
    """A."""
    soc_percent: float | None = None
    """%."""
    remaining_seconds: int | None = None
    """Until the end of charging in s."""


class Welcome(msgspec.Struct, omit_defaults=True, kw_only=True, tag_field="type", tag="welcome"):
    """Answer to hello. The station resends every message of its queue after last_sequence, then sends new ones."""

    last_sequence: int
    """The greatest number of this queue that the server holds; 0 when it holds none."""
    time: str
    """The server's time, for the station's clock."""
    heartbeat_interval: int
    """Seconds between two heartbeats."""
    window: int
    """How many messages may be under way without acknowledgement."""
    settings_version: int | None = None
    """Version of the settings document that the server holds; a station with another one tells it again. Absent when the server knows of none."""


Message = AccessList | Ack | AuthorizationAnswer | AuthorizationRequest | ClimateState | Command | CommandResult | ConnectorState | DeviceState | DumpLines | Error | ExternalMeter | Heartbeat | HeartbeatAnswer | Hello | IncidentEnded | IncidentStarted | JournalPart | ModuleState | OperationLog | SensorState | SessionClosed | SessionOpened | SessionRows | SettingsDocument | StationState | TransactionEnded | TransactionStarted | UpdateState | VehicleData | Welcome

MESSAGES: Final[dict[str, type[Message]]] = {
    "access_list": AccessList,
    "ack": Ack,
    "authorization_answer": AuthorizationAnswer,
    "authorization_request": AuthorizationRequest,
    "climate_state": ClimateState,
    "command": Command,
    "command_result": CommandResult,
    "connector_state": ConnectorState,
    "device_state": DeviceState,
    "dump_lines": DumpLines,
    "error": Error,
    "external_meter": ExternalMeter,
    "heartbeat": Heartbeat,
    "heartbeat_answer": HeartbeatAnswer,
    "hello": Hello,
    "incident_ended": IncidentEnded,
    "incident_started": IncidentStarted,
    "journal_part": JournalPart,
    "module_state": ModuleState,
    "operation_log": OperationLog,
    "sensor_state": SensorState,
    "session_closed": SessionClosed,
    "session_opened": SessionOpened,
    "session_rows": SessionRows,
    "settings_document": SettingsDocument,
    "station_state": StationState,
    "transaction_ended": TransactionEnded,
    "transaction_started": TransactionStarted,
    "update_state": UpdateState,
    "vehicle_data": VehicleData,
    "welcome": Welcome,
}

DURABLE: Final = frozenset({
    "access_list",
    "climate_state",
    "command_result",
    "connector_state",
    "device_state",
    "dump_lines",
    "external_meter",
    "incident_ended",
    "incident_started",
    "journal_part",
    "module_state",
    "operation_log",
    "sensor_state",
    "session_closed",
    "session_opened",
    "session_rows",
    "settings_document",
    "station_state",
    "transaction_ended",
    "transaction_started",
    "update_state",
    "vehicle_data",
})
