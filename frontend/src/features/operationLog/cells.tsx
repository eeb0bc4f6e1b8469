import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDate, formatTime } from '@/lib/format';

export const Moment = ({ at, zone }: { at: string; zone: string }) => (
  <time dateTime={at} className="num">
    <span className="muted">{formatDate(at, zone)}</span> {formatTime(at, zone)}
  </time>
);

/** Name of a kind; one that this version does not know is shown as it came. */
export function useKindWords(): (kind: string) => string {
  const { t } = useTranslation('operationLog');
  return useCallback((kind) => t(`kinds.${kind}` as 'kinds.boot', { defaultValue: kind }), [t]);
}
