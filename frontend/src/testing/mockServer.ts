import { getResponse } from 'msw';
import { makeHandlers } from './handlers';
import { makePastCommands } from './commandSketches';
import { makeFrames } from './protocolSketches';
import { makeWorld } from './world';

const world = makeWorld();
const handlers = makeHandlers(world);
makePastCommands(world.stations).forEach((command) => world.commands.set(command.command_id, command));
const ENERGY_PER_SECOND_WH = 30;
const text = new TextEncoder();

/** Every two seconds something happens: open sessions grow and their stations are heard. */
function live(signal: AbortSignal): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      let id = 0;
      controller.enqueue(text.encode(': hello\n\n'));
      const timer = setInterval(() => {
        for (const session of world.sessions.filter(({ state }) => state === 'active')) {
          session.energy_wh += ENERGY_PER_SECOND_WH * 2;
          session.power_w = Math.round(session.max_power_w * (0.7 + 0.05 * Math.random()));
          const hint = { type: 'session', id: session.id, revision: ++session.revision };
          controller.enqueue(text.encode(`event: hint\nid: ${++id}\ndata: ${JSON.stringify(hint)}\n\n`));
        }
        for (const station of world.stations.filter(({ is_connected }) => is_connected).slice(0, 8)) {
          station.last_seen_at = new Date().toISOString();
          const hint = { type: 'station', id: station.id, revision: ++station.revision };
          controller.enqueue(text.encode(`event: hint\nid: ${++id}\ndata: ${JSON.stringify(hint)}\n\n`));
        }
      }, 2000);
      signal.addEventListener('abort', () => {
        clearInterval(timer);
        controller.close();
      });
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

/** Every two seconds another exchange with the station passes. */
function frames(stationId: string | null, signal: AbortSignal): Response {
  const station = world.stations.find(({ id }) => id === stationId);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(text.encode('event: resync\ndata: {}\n\n'));
      const timer = setInterval(() => {
        if (!station) return;
        world.frames.set(station.id, [...(world.frames.get(station.id) ?? []), ...makeFrames(station, 1)]);
        controller.enqueue(text.encode('event: frame\ndata: {}\n\n'));
      }, 2000);
      signal.addEventListener('abort', () => {
        clearInterval(timer);
        controller.close();
      });
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
}

/** Answers a request of the development server in place of the product. */
export async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/api/v1/stream') return live(request.signal);
  if (pathname === '/api/v1/stream/protocol-log')
    return frames(searchParams.get('station_id'), request.signal);
  return (await getResponse(handlers, request)) ?? new Response(null, { status: 404 });
}
