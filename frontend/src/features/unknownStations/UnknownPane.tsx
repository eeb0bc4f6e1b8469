import { useTranslation } from 'react-i18next';
import type { UnknownStation } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { CopyButton } from '@/components/buttons/CopyButton';
import { FieldLine, FieldList } from '@/components/card/Fields';
import { Pane } from '@/components/split/SplitView';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { Knocked, Protocols } from './cells';

interface UnknownPaneProps {
  station: UnknownStation;
  onAdd: ((station: UnknownStation) => void) | undefined;
  onDismiss: ((station: UnknownStation) => void) | undefined;
  onClose: () => void;
}

/** What a refused station has told about itself, and the one press that adds it. */
export function UnknownPane({ station, onAdd, onDismiss, onClose }: UnknownPaneProps) {
  const { t } = useTranslation('unknownStations');
  const { number } = useFormat();
  const { identity } = station;
  const footer = (onAdd ?? onDismiss) && (
    <>
      {onAdd && (
        <Button look="primary" icon="plus" onClick={() => onAdd(station)}>
          {t('addStation')}
        </Button>
      )}
      {onDismiss && !station.is_dismissed && (
        <Button onClick={() => onDismiss(station)}>{t('dismiss.action')}</Button>
      )}
    </>
  );
  return (
    <Pane
      label={identity}
      title={identity}
      tools={<CopyButton text={identity} />}
      footer={footer}
      onClose={onClose}
    >
      <FieldList>
        <FieldLine label={t('columns.identity')}>
          <span className="mono">{identity}</span>
        </FieldLine>
        <FieldLine label={t('columns.protocols')}>
          <Protocols station={station} />
        </FieldLine>
        <FieldLine label={t('columns.address')}>
          <span className="mono">{station.remote_address}</span>
        </FieldLine>
        <FieldLine label={t('columns.userAgent')}>{station.user_agent}</FieldLine>
        <FieldLine label={t('pane.credentials')}>
          {t(station.has_credentials ? 'pane.given' : 'pane.notGiven')}
        </FieldLine>
        <FieldLine label={t('pane.firstSeen')}>
          <span className="num">{formatDateTime(station.first_seen_at)}</span>
        </FieldLine>
        <FieldLine label={t('columns.lastSeen')}>
          <Knocked at={station.last_seen_at} />
        </FieldLine>
        <FieldLine label={t('columns.count')}>
          <span className="num">{number(station.count, 0)}</span>
        </FieldLine>
        {station.is_dismissed && <FieldLine label={t('pane.state')}>{t('pane.dismissed')}</FieldLine>}
      </FieldList>
    </Pane>
  );
}
