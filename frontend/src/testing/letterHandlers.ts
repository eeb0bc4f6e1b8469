import { http, HttpResponse, type HttpHandler } from 'msw';
import { found, page, problem } from './answers';
import type { World } from './world';

const BASE = '*/api/v1/dead-letters/:service';

/** Each service has its own; one whose reason says «register» goes on failing. */
export const letterHandlers = (world: World): HttpHandler[] => {
  const of = (service: unknown) => world.letters.get(String(service)) ?? [];
  const settle = (service: unknown, id: unknown) =>
    world.letters.set(
      String(service),
      of(service).filter((letter) => letter.id !== id),
    );
  return [
    http.get(BASE, ({ params, request }) => page(of(params['service']), new URL(request.url).searchParams)),
    http.get(`${BASE}/:id`, ({ params }) =>
      found(of(params['service']).find(({ id }) => id === params['id'])),
    ),
    http.post(`${BASE}/:id/replay`, ({ params }) => {
      const letter = of(params['service']).find(({ id }) => id === params['id']);
      if (letter?.error.includes('register'))
        return problem(409, 'dead_letter_fails', { reason: letter.error });
      settle(params['service'], params['id']);
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(`${BASE}/:id/dismiss`, ({ params }) => {
      settle(params['service'], params['id']);
      return new HttpResponse(null, { status: 204 });
    }),
  ];
};
