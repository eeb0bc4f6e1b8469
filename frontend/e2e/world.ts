import { expect, type Page } from '@playwright/test';
import { ask } from './api';
import { rows } from './rows';
import { gateway, startStation, type VirtualStation } from './stack';

/** What the pages are opened with: one of everything that a page can show. */
export interface World {
  tag: string;
  station: VirtualStation;
  stationId: string;
  /** Over, paid for; the one that runs now stands beside it. */
  sessionId: string;
  runningId: string;
  paymentId: string;
  userId: string;
  login: string;
  /** Looks at the pages: somebody with all rights, whose settings are nobody else's. */
  eye: { login: string; password: string };
  role: string;
  organizationId: string;
  webhookId: string;
  webhook: string;
  client: string;
  group: string;
  /** The identity of a station that knocks and is not known. */
  unknown: string;
  /** Of what is deleted at the end. */
  paths: string[];
}

interface Item {
  id: string;
}

const first = async <Found extends Item>(page: Page, path: string): Promise<Found | undefined> => {
  const answer = await page.request.get(`/api/v1/${path}`);
  expect(answer.ok(), `GET ${path}: ${answer.status()}`).toBe(true);
  return ((await answer.json()) as { items: Found[] }).items[0];
};

/** Until the server tells one that fits. */
async function awaited<Found extends Item>(
  page: Page,
  path: string,
  fits: (found: Found) => boolean,
): Promise<Found> {
  let found: Found | undefined;
  await expect(async () => {
    found = await first<Found>(page, path);
    expect(found !== undefined && fits(found), path).toBe(true);
  }).toPass({ timeout: 60_000, intervals: [500] });
  return found as Found;
}

/** Knocks once with a key that nobody knows: the gateway refuses it and notes it. */
export const knock = (identity: string) =>
  new Promise<void>((resolve) => {
    const socket = new WebSocket(`${gateway()}/${identity}`, ['ocpp1.6']);
    socket.addEventListener('error', () => resolve());
    socket.addEventListener('close', () => resolve());
  });

interface SessionItem extends Item {
  energy_wh: number;
  ended_at: string | null;
}

/** Two charges of a station: one is over and paid for, the other goes on. */
async function charge(page: Page, stationId: string, organizationId: string) {
  const order = (kind: string) =>
    ask(page, 'POST', 'commands', {
      station_id: stationId,
      connector_number: 1,
      kind,
      ...(kind === 'start_session' ? { payer: { kind: 'organization', id: organizationId } } : {}),
    });
  const sessions = `sessions?station_id=${stationId}&limit=1&sort=-started_at`;
  const flows = ({ energy_wh: energy, ended_at: end }: SessionItem) => energy > 0 && end === null;
  await order('start_session');
  const { id: sessionId } = await awaited<SessionItem>(page, sessions, flows);
  await order('stop_session');
  await awaited<SessionItem>(page, sessions, ({ ended_at: end }) => end !== null);
  const paid = ({ status }: Item & { status: string }) => status === 'completed';
  const { id: paymentId } = await awaited(page, `payments?session_id=${sessionId}&limit=1`, paid);
  await order('start_session');
  const { id: runningId } = await awaited<SessionItem>(
    page,
    sessions,
    (found) => flows(found) && found.id !== sessionId,
  );
  return { sessionId, paymentId, runningId };
}

/** One of everything, made as a person, a program and a station would; only what goes wrong rarely is written down. */
export async function makeWorld(page: Page): Promise<World> {
  const tag = `w${Date.now().toString(36)}`;
  const station = startStation(tag.toUpperCase());
  const [login, role, webhook, client, group] = ['u', 'r', 'w', 'c', 'g'].map(
    (letter) => `${tag}.${letter}`,
  ) as [string, string, string, string, string];
  const organizationId = (await first(page, 'organizations?q=Smart&limit=1'))?.id ?? '';
  const eye = { login: `${tag}.eye`, password: 'Zaryad2026-world' };
  const person = { phone: '+79160000000', must_change_password: false };
  const { id: eyeId } = await ask(page, 'POST', 'users', { ...person, ...eye, roles: ['administrator'] });
  const { id: userId } = await ask(page, 'POST', 'users', { ...person, ...eye, login, roles: ['customer'] });
  const { id: roleId } = await ask(page, 'POST', 'roles', { name: role, rights: ['stations:read'] });
  const { id: clientId } = await ask(page, 'POST', 'api-clients', {
    name: client,
    rights: ['stations:read'],
  });
  const { id: groupId } = await ask(page, 'POST', 'user-groups', { name: group, member_ids: [userId] });
  const hook = { name: webhook, url: 'https://example.org/hooks', event_types: ['incident.*'] }; // seldom: the test delivery stays on the first page
  const { id: webhookId } = await ask(page, 'POST', 'webhooks', hook);
  await ask(page, 'POST', `webhooks/${webhookId}/test`);
  await knock(`${tag}x`);
  const isThere = (found: Item & { is_connected: boolean }) => found.is_connected;
  const { id: stationId } = await awaited(page, `stations?q=${station.number}&limit=1`, isThere);
  station.order('fault 2');
  const charged = await charge(page, stationId, organizationId);
  rows('letters', tag, stationId);
  await awaited(page, `incidents?station_id=${stationId}&limit=1`, () => true);
  const made = {
    tag,
    eye,
    station,
    stationId,
    userId,
    login,
    role,
    organizationId,
    webhookId,
    webhook,
    client,
    group,
  };
  const paths = [
    `user-groups/${groupId}`,
    `api-clients/${clientId}`,
    `webhooks/${webhookId}`,
    `users/${userId}`,
    `roles/${roleId}`,
    `stations/${stationId}`,
    `users/${eyeId}`,
  ];
  return { ...made, ...charged, unknown: `${tag}x`, paths };
}

/** Takes away what can be taken away; sessions and payments stay, as they do in life. */
export async function endWorld(page: Page, { tag, station, paths }: World): Promise<void> {
  rows('clear', tag);
  await station.stop();
  for (const path of paths) await ask(page, 'DELETE', path);
}
