import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import { Block, FieldLine, FieldList } from '@/components/card/Fields';
import { formatDateTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import classes from './stations.module.css';

/** The last restart and how often each cause has been one (STN-114..116); nothing where none is told. */
export function Restarts({ station }: { station: Station }) {
  const { t } = useTranslation('stations');
  const label = useEnumLabel();
  const { restart, time_zone: zone } = station;
  if (!restart) return null;
  const { cause, at, counters } = restart;
  return (
    <Block title={t('info.restart')}>
      <FieldList>
        <FieldLine label={t('info.restartCause')}>{cause && label('restartCause', cause)}</FieldLine>
        <FieldLine label={t('info.restartAt')}>
          <span className="num">{at && formatDateTime(at, zone)}</span>
        </FieldLine>
      </FieldList>
      <Shares counters={counters ?? {}} />
    </Block>
  );
}

/** Shares as bars: more than one cause can be read without a legend. */
function Shares({ counters }: { counters: Record<string, number> }) {
  const { t } = useTranslation('stations');
  const label = useEnumLabel();
  const { number } = useFormat();
  const rows = Object.entries(counters).sort(([, left], [, right]) => right - left);
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  return (
    <figure className={classes['shares']}>
      <figcaption>
        {t('info.restartCounter')} <b className="num">{total}</b>
      </figcaption>
      <ul>
        {rows.map(([cause, count]) => (
          <li key={cause}>
            <span>{label('restartCause', cause)}</span>
            <span className="num">
              {count} <span className="muted">({number((count / total) * 100, 0)} %)</span>
            </span>
            <i style={{ width: `${(count / total) * 100}%` }} />
          </li>
        ))}
      </ul>
    </figure>
  );
}
