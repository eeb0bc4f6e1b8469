import { http, HttpResponse, type HttpHandler } from 'msw';
import { problem } from './answers';
import { makeId } from './factories';
import type { World } from './world';

const BASE = '*/api/v1';
export const CODE = '123456';
const SECRET = 'JBSWY3DPEHPK3PXP';

interface View {
  id: string;
  revision: number;
  page: string;
  name: string;
  search: string;
  columns: string[] | null;
  position: number;
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** Modules of a picture that looks like a QR code; nobody reads it. */
const modules = Array.from({ length: 21 * 21 }, (_, index) => index)
  .filter((index) => (index * 7919) % 13 < 6)
  .map((index) => `M${index % 21} ${Math.floor(index / 21)}h1v1h-1z`);
const QR = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 23 23"><path d="${modules.join('')}"/></svg>`;

/** What a person does with the own account: password, second factor, sign-ins, saved views. */
export function profileHandlers(world: World): HttpHandler[] {
  let views: View[] = [];
  let sessions = [
    { id: makeId(), device: 'Chrome · Windows', address: '10.1.4.17', minutes: [310, 0], is_current: true },
    {
      id: makeId(),
      device: 'Safari · iPhone',
      address: '185.3.4.90',
      minutes: [4200, 95],
      is_current: false,
    },
    {
      id: makeId(),
      device: 'Firefox · Linux',
      address: '10.1.4.40',
      minutes: [12_000, 2900],
      is_current: false,
    },
  ].map(({ minutes: [started = 0, used = 0], ...session }) => ({
    ...session,
    started_at: ago(started),
    last_used_at: ago(used),
  }));
  const change = (values: Partial<NonNullable<World['me']>>) => {
    if (world.me) world.me = { ...world.me, ...values };
    return HttpResponse.json(world.me);
  };
  return [
    http.get(`${BASE}/me/sessions`, () => HttpResponse.json(sessions)),
    http.delete(`${BASE}/me/sessions/:id`, ({ params }) => {
      sessions = sessions.filter(({ id }) => id !== params['id']);
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(`${BASE}/me/sign-out-everywhere`, () => {
      world.me = null;
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(`${BASE}/me/password`, async ({ request }) => {
      const { current, new: next } = (await request.json()) as { current: string; new: string };
      if (current !== 'secret') return problem(422, 'password_wrong');
      if (!/\d/.test(next))
        return problem(422, 'validation_failed', {
          fields: [{ field: 'new', code: 'string_pattern_mismatch' }],
        });
      return change({ must_change_password: false });
    }),
    http.post(`${BASE}/me/totp`, () =>
      HttpResponse.json({
        secret: SECRET,
        otpauth_url: `otpauth://totp/SmartCharging?secret=${SECRET}`,
        qr_svg: QR,
      }),
    ),
    http.post(`${BASE}/me/totp/confirm`, async ({ request }) => {
      const { code } = (await request.json()) as { code: string };
      if (code !== CODE)
        return problem(422, 'validation_failed', { fields: [{ field: 'code', code: 'totp_invalid' }] });
      change({ has_totp: true, must_set_up_totp: false });
      return HttpResponse.json({
        recovery_codes: ['abcd-efgh', 'ijkl-mnop', 'qrst-uvwx', 'yz23-4567', 'bcde-fghi', 'jklm-nopq'],
      });
    }),
    http.delete(`${BASE}/me/totp`, () => {
      change({ has_totp: false });
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(`${BASE}/me/views`, ({ request }) => {
      const page = new URL(request.url).searchParams.get('page');
      return HttpResponse.json(views.filter((view) => view.page === page));
    }),
    http.post(`${BASE}/me/views`, async ({ request }) => {
      const body = (await request.json()) as Omit<View, 'id' | 'revision'>;
      const view = { ...body, id: makeId(), revision: 1 };
      views = [...views, view];
      return HttpResponse.json(view, { status: 201 });
    }),
    http.delete(`${BASE}/me/views/:id`, ({ params }) => {
      views = views.filter(({ id }) => id !== params['id']);
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(`${BASE}/:noun/export`, ({ params, request }) => {
      world.asked.push(new URL(request.url).search);
      return new HttpResponse('Номер;Статус\r\nEVSE55;Ок\r\n', {
        headers: {
          'Content-Type': 'text/csv',
          'X-Total-Count': '1',
          'Content-Disposition': `attachment; filename="${String(params['noun'])}_2026-11-26.csv"`,
        },
      });
    }),
  ];
}
