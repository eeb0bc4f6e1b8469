import type { DeadLetterDetail } from '@/api/types';

const makeLetter = (number: number, change: Partial<DeadLetterDetail>): DeadLetterDetail => ({
  id: `00000000-0000-7000-8000-0000000de${String(number).padStart(3, '0')}`,
  consumer: 'sessions',
  topic: 'station-events',
  partition: number % 12,
  offset: 4000 + number,
  key: `01a21557-f128-7824-b678-108e0f86b${String(number).padStart(3, '0')}`,
  type: 'transaction.ended.v1',
  error: 'DecimalException: the register is no number',
  attempts: 1,
  first_failed_at: '2026-11-25T08:14:02Z',
  last_failed_at: '2026-11-25T08:14:02Z',
  payload:
    '{"specversion":"1.0","type":"transaction.ended.v1","data":{"meter_stop_wh":null,"reason":"PowerLoss"}}',
  ...change,
});

/** Two services with letters; the others have none. */
export const makeLetters = () =>
  new Map([
    ['sessions', [makeLetter(1, {}), makeLetter(2, { attempts: 3, last_failed_at: '2026-11-25T09:40:11Z' })]],
    [
      'billing',
      [
        makeLetter(3, {
          consumer: 'charges',
          topic: 'sessions',
          type: 'session.ended.v1',
          error: 'KeyError: no tariff was in force',
          last_failed_at: '2026-11-24T18:02:45Z',
        }),
      ],
    ],
  ]);
