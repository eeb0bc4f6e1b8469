import type { Frame, Session } from '@/api/types';
import { download, saveFile } from '@/components/list/download';
import { formatDate, formatTime, type Language } from '@/lib/format';
import { chargeQuery, framesDuring, readDump, revisionsQuery } from './queries';

const MOST_PAGES = 100;
const BASE_ADDRESS = 0xa0;

/** A moment as dumps write it: the station's clock, four digits of a second. */
export function dumpMoment(iso: string, zone: string): string {
  const [day, month, year] = formatDate(iso, zone).split('.');
  const fraction = (/\.(\d+)/.exec(iso)?.[1] ?? '').padEnd(4, '0').slice(0, 4);
  return `${year}-${month}-${day} ${formatTime(iso, zone)}.${fraction}`;
}

/** Records behind those of the server, in the same form (SES-169). */
class Records {
  readonly lines: string[] = [];

  constructor(
    private readonly session: Session,
    private count: number,
  ) {}

  add(at: string, kind: string, content: string): void {
    this.count += 1;
    const address = (BASE_ADDRESS + this.session.connector_number).toString(16).toUpperCase();
    const moment = dumpMoment(at, this.session.time_zone);
    this.lines.push(`${moment}; ${this.count}; 0x${address}; ${kind}; ${content}`);
  }
}

interface Sight {
  /** Whether the prices and the frames of the station may be seen. */
  charges: boolean;
  frames: boolean;
}

/** The dump with all that other services know: every calculation of the price, and the frames of the station. */
export async function wholeDump(session: Session, sight: Sight): Promise<string> {
  const text = await readDump(session.id);
  const records = new Records(session, text.split('\n').length - 1);
  if (sight.charges) await addPrices(records, session);
  if (sight.frames) await addFrames(records, session);
  return [text.trimEnd(), ...records.lines, ''].join('\n');
}

type Context = Parameters<NonNullable<ReturnType<typeof chargeQuery>['queryFn']>>[0];
/** The queries are asked directly: a file shows what is true now, not what the cache remembers. */
const now = { signal: new AbortController().signal } as Context;

async function addPrices(records: Records, session: Session): Promise<void> {
  const charge = await chargeQuery(session.id).queryFn?.(now);
  if (!charge) return;
  const revisions = await revisionsQuery(session.id, charge.id).queryFn?.(now);
  for (const revision of (revisions ?? []).toReversed())
    records.add(revision.calculated_at, 'Price', JSON.stringify(revision));
}

async function addFrames(records: Records, session: Session): Promise<void> {
  let pages = 0;
  for await (const frames of framesDuring(session)) {
    frames.forEach((frame) => records.add(frame.at, 'Frame', frameText(frame)));
    pages += 1;
    if (pages === MOST_PAGES) return;
  }
}

/** A frame is one line, whatever the station put into it. */
const frameText = ({ direction, raw }: Frame) => `${direction} ${raw.replaceAll(/[\r\n]+/g, ' ')}`;

const nameOf = (session: Session) => `${session.station_number}-${session.id.slice(-8)}`;

export async function saveDump(session: Session, sight: Sight): Promise<void> {
  const text = await wholeDump(session, sight);
  saveFile(new Blob([text], { type: 'text/plain;charset=utf-8' }), `${nameOf(session)}-dump.txt`);
}

/** Every value of the charts, in the station's time (SES-078). */
export function saveHistory(session: Session, language: Language): Promise<void> {
  const query = new URLSearchParams({ format: 'xlsx', language });
  const path = `/api/v1/sessions/${session.id}/history/export?${query}`;
  return download(path, new AbortController().signal, () => undefined);
}
