import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogRecord } from '@/api/types';
import { useEnumLabel } from '@/lib/useEnumLabel';

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : null;

/** «in_progress» as the log writes it: «InProgress» (STN-162). */
const codeOf = (status: string) =>
  status.replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** «C5 -> C6»; nothing when it stayed as it was. */
function changeOf(pair: unknown, write: (code: string) => string): string | null {
  if (!Array.isArray(pair)) return null;
  const [before, after] = pair.map((code) => write(String(code)));
  return before === after ? null : `${before} → ${after}`;
}

const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : [];

/** What has changed; where neither has, the station's own word, such as «SuspendedEV». */
function statusOf(body: Record<string, unknown>): string | null {
  const changes = [
    changeOf(body['status'], codeOf),
    changeOf(body['controller_status'], String),
    body['error_code'] !== 'NoError' && textOf(body['error_code']),
  ];
  return changes.filter(Boolean).join(' · ') || textOf(body['ocpp_status']);
}

/** The first of several, and how many there are besides. */
function firstOf(parts: readonly Record<string, unknown>[], names: readonly string[]): string | null {
  const [first, ...others] = parts;
  if (!first) return null;
  const words = names.map((name) => textOf(first[name])).filter(Boolean);
  return [words.join(': '), others.length > 0 && `(+${others.length})`].filter(Boolean).join(' ');
}

export const transactionOf = ({ body }: LogRecord): string | null => textOf(body['transaction_number']);

/** Short name of what happened, or its result (STN-156). */
export function useAction(): (record: LogRecord) => string | null {
  const { t } = useTranslation('operationLog');
  const label = useEnumLabel();
  return useCallback(
    ({ kind, body }) => {
      const text = (name: string) => textOf(body[name]);
      const state = (name: string) => t(`states.${name}` as 'states.connected', { defaultValue: name });
      switch (kind) {
        case 'connection':
        case 'transaction':
          return state(text('state') ?? '');
        case 'boot':
          return text('firmware_version');
        case 'status':
          return statusOf(body);
        case 'command':
          return [
            label('commandKind', text('kind') ?? ''),
            label('commandStatus', text('status') ?? ''),
          ].join(': ');
        case 'authorization':
          return text('result');
        case 'component':
          return firstOf(listOf(body['events']), ['component', 'variable']);
        case 'operation_log':
          return firstOf(listOf(body['entries']), ['event_type', 'action']);
        case 'incident':
          return [text('event') && state(text('event') ?? ''), text('kind')].filter(Boolean).join(': ');
        default:
          return text('status') ?? text('kind') ?? text('action') ?? text('screen');
      }
    },
    [t, label],
  );
}

/** Why something did not come about (STN-159). */
export function faultOf({ kind, body }: LogRecord): string | null {
  if (kind === 'command') return body['status'] === 'failed' ? textOf(body['result_text']) : null;
  if (kind === 'status') return body['error_code'] === 'NoError' ? null : textOf(body['error_code']);
  return textOf(body['error']);
}
