import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Plugin } from 'vite';

interface MockServer {
  answer: (request: Request) => Promise<Response>;
}

function toRequest(incoming: IncomingMessage, signal: AbortSignal): Request {
  const { method = 'GET', url = '/', headers } = incoming;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const fields = Object.entries(headers).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return new Request(`http://${headers.host ?? 'localhost'}${url}`, {
    method,
    headers: fields,
    signal,
    ...(hasBody ? { body: Readable.toWeb(incoming), duplex: 'half' } : {}),
  } as RequestInit);
}

async function send(answer: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
  outgoing.flushHeaders();
  const reader = answer.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
    outgoing.write(part.value);
  outgoing.end();
}

/** `vite --mode mock`: the API is answered by the handlers of the tests, no stack is needed. */
export const mockApi = (): Plugin => ({
  name: 'mock-api',
  configureServer(server) {
    // The pretended user is signed in from the start, and a browser knows that by its readable cookie.
    server.middlewares.use((incoming, outgoing, next) => {
      if (!incoming.headers.cookie?.includes('sc_csrf'))
        outgoing.setHeader('Set-Cookie', 'sc_csrf=mock; Path=/');
      next();
    });
    server.middlewares.use('/api/v1', (incoming, outgoing, next) => {
      const gone = new AbortController();
      outgoing.on('close', () => gone.abort());
      incoming.url = `/api/v1${incoming.url ?? ''}`;
      server
        .ssrLoadModule('/src/testing/mockServer.ts')
        .then((module) => (module as unknown as MockServer).answer(toRequest(incoming, gone.signal)))
        .then((answer) => send(answer, outgoing))
        .catch(next);
    });
  },
});
