import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '@/api/types';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** What the codes of a fault say beside its status: «OverCurrentFailure, 0x0056». */
const codesOf = ({ params }: Incident): string =>
  [textOf(params['error_code']), textOf(params['vendor_error_code'])]
    .filter((code) => code !== null && code !== 'NoError')
    .join(', ');

/** One sentence: the station's own words, else what was measured. */
export function useIncidentText(): (incident: Incident) => string {
  const { t } = useTranslation('incidents');
  const label = useEnumLabel();
  const { elapsed } = useFormat();
  return useCallback(
    (incident) => {
      const { kind, params, text } = incident;
      const offset = numberOf(params['offset_s']);
      switch (kind) {
        case 'clock_drift':
          return t(offset < 0 ? 'texts.behind' : 'texts.ahead', { time: elapsed(Math.abs(offset)) });
        case 'flapping_connection':
          return t('texts.connections', { count: numberOf(params['connections']) });
        case 'deaf_station':
          return t('texts.calls', { count: numberOf(params['calls']) });
        case 'faulted_connector':
          return [codesOf(incident) || label('connectorStatus', String(params['status'])), text]
            .filter(Boolean)
            .join('. ');
        default:
          return text ?? textOf(params['reported_kind']) ?? incident.code;
      }
    },
    [t, label, elapsed],
  );
}
