import { describe, expect, it } from 'vitest';
import { makeSession } from '@/testing/factories';
import { chainOf } from './chain';

describe('The chain of a session', () => {
  it('[SES-123] is red where a finished session had no transaction', () => {
    const chain = chainOf(makeSession({ transaction: null }));
    expect(chain.map(({ look }) => look.tone)).toEqual(['ok', 'fault', 'fault', 'ok']);
    expect(chain.map(({ source }) => source)).toEqual([null, null, null, null]);
  });

  it('[SES-124] is neutral and without a time where it has not come yet', () => {
    const chain = chainOf(makeSession({ is_open: true, ended_at: null, transaction: null }));
    expect(chain.map(({ look }) => look.tone)).toEqual(['ok', 'off', 'off', 'off']);
    expect(chain.filter(({ isAhead }) => isAhead).every(({ at }) => at === null)).toBe(true);
  });
});
