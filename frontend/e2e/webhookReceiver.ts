import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { python } from './stack';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** Verifies as a receiver would: with the reference library of Standard Webhooks. */
const VERIFY = `
import json, sys
from standardwebhooks import Webhook
given = json.load(sys.stdin)
Webhook(given["secret"]).verify(given["body"], given["headers"])
`;

export function verify(secret: string, { headers, body }: Received): void {
  const done = spawnSync(python, ['-c', VERIFY], { input: JSON.stringify({ secret, headers, body }) });
  if (done.status !== 0) throw new Error(done.stderr.toString());
}

/** A real HTTP server that refuses the first tries of an event and remembers all of them; others are none of its business. */
export async function receive(type: string, failures: number) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => (body += part));
    request.on('end', () => {
      const isAwaited = (JSON.parse(body) as { type: string }).type === type;
      if (isAwaited) received.push({ headers: request.headers, body });
      response.writeHead(isAwaited && received.length <= failures ? 503 : 204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hooks`, received, close: () => server.close() };
}
