import { describe, expect, it } from 'vitest';
import { lookOfEvent, sourceOf } from './chain';

describe('The chain of a session', () => {
  it('[SES-123] is red where a finished session had no transaction', () => {
    expect(lookOfEvent({ type: 'transaction_started', status: 'missing' }).tone).toBe('fault');
  });

  it('[SES-124] is neutral where it has not come yet', () => {
    expect(lookOfEvent({ type: 'session_finished', status: 'ahead' }).tone).toBe('off');
  });

  it('[SES-125] leaves a source out that is not known', () => {
    expect(sourceOf({ params: { source: null } })).toBeNull();
    expect(sourceOf({ params: { source: 'ocpp_remote' } })).toBe('ocpp_remote');
  });
});
