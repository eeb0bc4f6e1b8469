import type {
  ChargeRevision,
  Command,
  DeviceVariable,
  DeadLetterDetail,
  DeliveryDetails,
  Frame,
  Incident,
  Journal,
  LogRecord,
  Me,
  Payment,
  QuarantinedDetail,
  Readings,
  Session,
  Station,
  StationGroup,
  Tariff,
  UnknownStation,
  UserGroup,
  Webhook,
} from '@/api/types';
import { makeMe } from './factories';
import { makeIncidents } from './incidentSketches';
import { makeLetters } from './letterSketches';
import { makePeople, type People } from './peopleSketches';
import { makeQuarantine } from './protocolSketches';
import { makeSessions } from './sessionSketches';
import { makeGroups, makeTariffs } from './tariffSketches';
import { makeStations, makeUnknownStations } from './stationSketches';
import { makeDeliveries, makeWebhooks } from './webhookSketches';

/** What the pretended server knows. */
export interface World {
  me: Me | null;
  stations: Station[];
  sessions: Session[];
  people: People;
  commands: Map<string, Command>;
  incidents: Incident[];
  unknown: UnknownStation[];
  quarantine: QuarantinedDetail[];
  /** Final calculations of every charge, the newest first. */
  revisions: ChargeRevision[];
  payments: Payment[];
  tariffs: Tariff[];
  userGroups: UserGroup[];
  stationGroups: StationGroup[];
  /** Frames by station. */
  frames: Map<string, Frame[]>;
  /** What the sensors of a station told. */
  readings: Map<string, Readings>;
  /** Log files by station. */
  journals: Map<string, Journal[]>;
  /** Settings by station. */
  variables: Map<string, DeviceVariable[]>;
  /** The operation log by station. */
  records: Map<string, LogRecord[]>;
  /** Dead letters by service. */
  letters: Map<string, DeadLetterDetail[]>;
  webhooks: Webhook[];
  deliveries: DeliveryDetails[];
  /** Query strings of the list requests, oldest first. */
  asked: string[];
}

export function makeWorld(change: Partial<World> = {}): World {
  const stations = makeStations();
  return {
    me: makeMe(),
    stations,
    sessions: makeSessions(stations),
    people: makePeople(),
    commands: new Map(),
    incidents: makeIncidents(stations),
    unknown: makeUnknownStations(),
    quarantine: makeQuarantine(stations),
    revisions: [],
    payments: [],
    tariffs: makeTariffs(),
    ...makeGroups(),
    frames: new Map(),
    records: new Map(),
    readings: new Map(),
    journals: new Map(),
    variables: new Map(),
    letters: makeLetters(),
    webhooks: makeWebhooks(),
    deliveries: makeDeliveries(),
    asked: [],
    ...change,
  };
}

/** The query string of a list request, noted for the test. */
export function asked(world: World, request: Request): URLSearchParams {
  const { search, searchParams } = new URL(request.url);
  world.asked.push(search);
  return searchParams;
}
