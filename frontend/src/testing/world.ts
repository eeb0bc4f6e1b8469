import type { Command, Frame, Me, Session, Station } from '@/api/types';
import { makeMe } from './factories';
import { makeSessions } from './sessionSketches';
import { makeStations } from './stationSketches';

/** What the pretended server knows. */
export interface World {
  me: Me | null;
  stations: Station[];
  sessions: Session[];
  commands: Map<string, Command>;
  /** Frames by station. */
  frames: Map<string, Frame[]>;
  /** Query strings of the list requests, oldest first. */
  asked: string[];
}

export function makeWorld(change: Partial<World> = {}): World {
  const stations = makeStations();
  return {
    me: makeMe(),
    stations,
    sessions: makeSessions(stations),
    commands: new Map(),
    frames: new Map(),
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
