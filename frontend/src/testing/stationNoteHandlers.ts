import { http, HttpResponse, type HttpHandler } from 'msw';
import type { Frame, Incident, LogRecord } from '@/api/types';
import { contains, found, page, problem } from './answers';
import { makeFrames } from './protocolSketches';
import { makeReadings } from './readingSketches';
import { makeRecords } from './recordSketches';
import { makeHistory } from './stationSketches';
import { makeVariables } from './variableSketches';
import { asked, type World } from './world';

const BASE = '*/api/v1';

const matchesFrame = (frame: Frame, search: URLSearchParams): boolean => {
  const is = (name: string, value: string | null) => !search.get(name) || search.get(name) === value;
  const from = search.get('from');
  const to = search.get('to');
  return (
    contains(search.get('q'), frame.raw) &&
    is('direction', frame.direction) &&
    is('message_type', frame.message_type) &&
    is('action', frame.action) &&
    is('message_id', frame.message_id) &&
    (!from || frame.at >= from) &&
    (!to || frame.at < to)
  );
};

const matchesRecord = (record: LogRecord, search: URLSearchParams): boolean => {
  const is = (name: string, value: unknown) => !search.get(name) || search.get(name) === String(value);
  return is('kind', record.kind) && is('connector_number', record.connector_number);
};

const matchesIncident = (incident: Incident, search: URLSearchParams): boolean => {
  const is = (name: string, value: unknown) => !search.get(name) || search.get(name) === String(value);
  return (
    is('station_id', incident.station_id) &&
    is('kind', incident.kind) &&
    is('severity', incident.severity) &&
    is('is_open', incident.is_open) &&
    is('connector_number', incident.connector_number ?? 0)
  );
};

/** What stations said: frames, and knocks of those that are not known. */
export const stationNoteHandlers = (world: World): HttpHandler[] => [
  http.get(`${BASE}/protocol-log`, ({ request }) => {
    const query = asked(world, request);
    const station = world.stations.find(({ id }) => id === query.get('station_id'));
    if (station && !world.frames.has(station.id)) world.frames.set(station.id, makeFrames(station));
    const frames = world.frames.get(station?.id ?? '') ?? [];
    return page(
      frames.filter((frame) => matchesFrame(frame, query)),
      query,
    );
  }),
  http.get(`${BASE}/stations/:id/journals`, ({ params }) =>
    HttpResponse.json({ journals: world.journals.get(String(params['id'])) ?? [] }),
  ),
  http.get(`${BASE}/stations/:id/readings`, ({ params }) =>
    HttpResponse.json(world.readings.get(String(params['id'])) ?? makeReadings()),
  ),
  http.get(`${BASE}/stations/:id/variables`, ({ request, params }) => {
    const query = asked(world, request);
    const variables = world.variables.get(String(params['id'])) ?? makeVariables();
    return page(
      variables.filter(({ path, value }) => contains(query.get('q'), path, value)),
      query,
    );
  }),
  http.get(`${BASE}/operation-log`, ({ request }) => {
    const query = asked(world, request);
    const station = world.stations.find(({ id }) => id === query.get('station_id'));
    if (station && !world.records.has(station.id)) world.records.set(station.id, makeRecords(station));
    const records = world.records.get(station?.id ?? '') ?? [];
    return page(
      records.filter((record) => matchesRecord(record, query)),
      query,
    );
  }),
  http.get(`${BASE}/connectors/:id/history`, ({ request, params }) => {
    const connectors = world.stations.flatMap((station) => station.connectors);
    const connector = connectors.find(({ id }) => id === params['id']);
    return page(connector ? makeHistory(connector) : [], asked(world, request));
  }),
  http.get(`${BASE}/incidents`, ({ request }) => {
    // A list names its order; what a card shows on its side does not.
    const { searchParams } = new URL(request.url);
    const query = searchParams.has('sort') ? asked(world, request) : searchParams;
    return page(
      world.incidents.filter((incident) => matchesIncident(incident, query)),
      query,
    );
  }),
  http.get(`${BASE}/incidents/:id`, ({ params }) =>
    found(world.incidents.find(({ id }) => id === params['id'])),
  ),
  http.get(`${BASE}/unknown-stations`, ({ request }) => {
    const query = asked(world, request);
    const isHidden = query.get('is_dismissed') === 'true';
    const rows = world.unknown.filter(
      (station) =>
        station.is_dismissed === isHidden &&
        contains(query.get('q'), station.identity, station.remote_address),
    );
    return page(rows, query);
  }),
  http.get(`${BASE}/quarantine`, ({ request }) => {
    const query = asked(world, request);
    const is = (name: string, value: string) => !query.get(name) || query.get(name) === value;
    return page(
      world.quarantine.filter(
        (item) => is('state', item.state) && is('kind', item.kind) && is('station_id', item.station_id),
      ),
      query,
    );
  }),
  http.get(`${BASE}/quarantine/:id`, ({ params }) =>
    found(world.quarantine.find(({ id }) => id === params['id'])),
  ),
  http.post(`${BASE}/quarantine/:id/:deed`, async ({ params, request }) => {
    const item = world.quarantine.find(({ id }) => id === params['id']);
    if (!item) return problem(404, 'not_found');
    const body = params['deed'] === 'replay' ? {} : ((await request.json()) as Record<string, string>);
    item.state = params['deed'] === 'dismiss' ? 'dismissed' : 'joined';
    item.decided_at = new Date().toISOString();
    item.decided_by = world.me?.login ?? null;
    item.reason = body['reason'] ?? null;
    item.session_id = body['session_id'] ?? null;
    return HttpResponse.json(item);
  }),
  http.delete(`${BASE}/unknown-stations/:identity`, ({ params }) => {
    const station = world.unknown.find(({ identity }) => identity === params['identity']);
    if (!station) return problem(404, 'not_found');
    station.is_dismissed = true;
    return new HttpResponse(null, { status: 204 });
  }),
];
