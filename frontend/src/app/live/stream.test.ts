import { http, HttpResponse } from 'msw';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { server } from '@/testing/server';
import { RESYNC, type LiveMessage } from './hints';
import { openStream } from './stream';

/** The browser's EventSource, moved by hand. */
class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeSource[] = [];
  readyState = 0;
  close = vi.fn();

  constructor(readonly url: string) {
    super();
    FakeSource.opened.push(this);
  }

  tell(type: string, data?: object): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }

  fail(readyState: number): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }
}

const last = (): FakeSource => {
  const source = FakeSource.opened.at(-1);
  if (!source) throw new Error('no stream was opened');
  return source;
};

describe('The live stream', () => {
  let renewals = 0;
  let close: () => void = () => undefined;
  const heard: LiveMessage[] = [];

  beforeEach(() => {
    FakeSource.opened = [];
    heard.length = 0;
    renewals = 0;
    vi.stubGlobal('EventSource', FakeSource);
    server.use(
      http.post('*/api/v1/auth/refresh', () => {
        renewals += 1;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    close = openStream((message) => heard.push(message));
  });
  afterEach(() => {
    close();
    vi.unstubAllGlobals();
  });

  it('passes hints and requests to read all again on', () => {
    const hint = { type: 'station', id: 'a', revision: 2 };
    last().tell('open');
    last().tell('hint', hint);
    last().tell('resync', {});
    expect(heard).toEqual([hint, RESYNC]);
  });

  it('renews the access when it ends, and leaves coming back to the browser', async () => {
    last().tell('open');
    last().fail(0);
    await vi.waitFor(() => expect(renewals).toBe(1));
    last().tell('open');
    expect(FakeSource.opened).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  it('is opened anew after a refusal, and everything is read again', async () => {
    last().tell('open');
    last().fail(FakeSource.CLOSED);
    await vi.waitFor(() => expect(FakeSource.opened).toHaveLength(2), { timeout: 40_000 });
    last().tell('open');
    expect(heard).toEqual([RESYNC]);
  });
});
