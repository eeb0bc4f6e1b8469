import type { paths } from './generated/schema';

/** The client reads a tuple as a plain array: the types say the same. */
type Plain<Value> = Value extends readonly (infer Item)[]
  ? Plain<Item>[]
  : Value extends object
    ? { [Key in keyof Value]: Plain<Value[Key]> }
    : Value;

type Json<Answer> = Answer extends { content: { 'application/json': infer Body } } ? Plain<Body> : never;

/** Body of the successful GET of a path. */
type Got<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: infer Answer } } }
  ? Json<Answer>
  : never;

/** Body of the successful POST of a path. */
type Posted<Path extends keyof paths> = paths[Path] extends { post: { responses: { 200: infer Answer } } }
  ? Json<Answer>
  : never;

type Item<List> = List extends { items: (infer Row)[] } ? Row : never;

// Names are taken from the paths, not from the schema names, which belong to the services.
export type Me = Got<'/api/v1/me'>;
export type Settings = Me['settings'];
export type Station = Got<'/api/v1/stations/{station_id}'>;
export type Connector = Station['connectors'][number];
export type StatusChange = Item<Got<'/api/v1/connectors/{connector_id}/history'>>;
export type DeviceVariable = Item<Got<'/api/v1/stations/{station_id}/variables'>>;
export type Readings = Got<'/api/v1/stations/{station_id}/readings'>;
export type Journal = Got<'/api/v1/stations/{station_id}/journals'>['journals'][number];
export type StationsSummary = Got<'/api/v1/stations/summary'>;
export type Session = Got<'/api/v1/sessions/{session_id}'>;
export type SessionEvent = Got<'/api/v1/sessions/{session_id}/events'>[number];
export type SessionVehicle = Required<Got<'/api/v1/sessions/{session_id}/vehicle'>>;
export type HistoryPoint = Got<'/api/v1/sessions/{session_id}/history'>['series'][number];
export type Command = Got<'/api/v1/commands/{command_id}'>;
export type Payer = NonNullable<Command['payer']>;
export type Charge = Item<Got<'/api/v1/charges'>>;
export type ChargeRevision = Got<'/api/v1/charges/{charge_id}/revisions'>['items'][number];
export type ChargeGroup = Charge['groups'][number];
export type ChargeLine = ChargeGroup['lines'][number];
export type Payment = Item<Got<'/api/v1/payments'>>;
export type PaymentDetails = Got<'/api/v1/payments/{payment_id}'>;
/** What has a default is optional where it is sent, never where it is read. */
export type Tariff = Required<Got<'/api/v1/tariffs/{tariff_id}'>>;
export type UserGroup = Item<Got<'/api/v1/user-groups'>>;
export type StationGroup = Item<Got<'/api/v1/station-groups'>>;
export type Calculation = Posted<'/api/v1/tariffs/calculate'>;
export type Webhook = Item<Got<'/api/v1/webhooks'>>;
export type Delivery = Item<Got<'/api/v1/deliveries'>>;
export type DeliveryDetails = Got<'/api/v1/deliveries/{delivery_id}'>;
export type Frame = Item<Got<'/api/v1/protocol-log'>>;
export type LogRecord = Item<Got<'/api/v1/operation-log'>>;
export type Incident = Item<Got<'/api/v1/incidents'>>;
export type UnknownStation = Item<Got<'/api/v1/unknown-stations'>>;
export type Quarantined = Item<Got<'/api/v1/quarantine'>>;
export type DeadLetter = Item<Got<'/api/v1/dead-letters/stations'>>;
export type EventType = Item<Got<'/api/v1/webhooks/event-types'>>;
export type DeadLetterDetail = Got<'/api/v1/dead-letters/stations/{letter_id}'>;
export type QuarantinedDetail = Got<'/api/v1/quarantine/{item_id}'>;
export type User = Got<'/api/v1/users/{user_id}'>;
export type Credential = Item<Got<'/api/v1/credentials'>>;
export type Role = Got<'/api/v1/roles/{role_id}'>;
export type RightEntry = Item<Got<'/api/v1/rights'>>;
export type Organization = Got<'/api/v1/organizations/{organization_id}'>;
export type ApiClient = Got<'/api/v1/api-clients/{api_client_id}'>;
export type LogEntry = Got<'/api/v1/security-log/{entry_id}'>;

/** Body of a request: of the operation of a path. */
export type Sent<Operation> = Operation extends {
  requestBody: { content: { 'application/json': infer Body } };
}
  ? Body
  : never;

/** One page of any list. */
export interface Page<Row> {
  items: Row[];
  total: number;
  total_is_exact: boolean;
  /** Where the next page begins; null or absent: this is the last one. */
  next_cursor?: string | null;
}
