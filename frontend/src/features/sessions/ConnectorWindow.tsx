import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Connector, Session, Station } from '@/api/types';
import { Block, FieldLine, FieldList } from '@/components/card/Fields';
import { FormDialog } from '@/components/dialog/FormDialog';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { useIsSlow } from '@/components/messages/Skeleton';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { useControllerWords } from './cells';
import { Flags } from './InfoTab';
import { NotLoaded } from '@/components/messages/NotLoaded';
import { lastSessionQuery } from './queries';

interface ConnectorWindowProps {
  station: Station;
  connector: Connector;
  onClose: () => void;
}

/** The one start error that stations tell; they have no flags for others yet (ENU-566). */
const START_ERROR = 'ocpp_transaction_start_error';

/** Short information about the present or the last session of a connector (STN-037..048). */
export function ConnectorWindow({ station, connector, onClose }: ConnectorWindowProps) {
  const { t } = useTranslation(['sessions', 'common']);
  const navigate = useNavigate();
  const query = useQuery(lastSessionQuery(station.id, connector.number));
  const isSlow = useIsSlow(query.isPending);
  const session = query.data;
  const title = t('window.title', { number: connector.number });
  if (session === undefined)
    return query.isError || isSlow ? (
      <FormDialog title={title} confirm={t('common:close')} onConfirm={onClose} onClose={onClose}>
        <NotLoaded query={query} />
      </FormDialog>
    ) : null;
  if (session === null)
    return (
      <FormDialog title={title} confirm={t('common:close')} onConfirm={onClose} onClose={onClose}>
        <p>{t('window.none')}</p>
      </FormDialog>
    );
  return (
    <FormDialog
      title={title}
      confirm={t('window.go')}
      onConfirm={() => void navigate(`/sessions/${session.id}`)}
      onClose={onClose}
    >
      <SessionFacts session={session} station={station} connector={connector} />
    </FormDialog>
  );
}

function SessionFacts({
  session,
  station,
  connector,
}: { session: Session } & Omit<ConnectorWindowProps, 'onClose'>) {
  const { t } = useTranslation('sessions');
  const label = useEnumLabel();
  const words = useControllerWords();
  const { number } = useFormat();
  const { efficiency, controller_status: controller, stop_source: stop } = session;
  return (
    <div style={{ margin: '0 -16px', color: 'var(--text)' }}>
      <Block title={t('info.general')}>
        <FieldList>
          <FieldLine label={t('info.transaction')} wide>
            <span className="mono">{session.transaction?.number}</span>
          </FieldLine>
          <FieldLine label={t('info.station')}>
            {station.number} {station.name}
          </FieldLine>
          <FieldLine label={t('info.startUser')}>{session.start_user}</FieldLine>
          <FieldLine label={t('info.efficiency')}>{efficiency !== null && number(efficiency, 2)}</FieldLine>
        </FieldList>
      </Block>
      <Block title={t('info.connector')}>
        <FieldList>
          <FieldLine label={t('info.type')}>
            <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center', verticalAlign: 'top' }}>
              <ConnectorFace type={connector.type} size={16} />
              {label('connectorType', connector.type)}
            </span>
          </FieldLine>
          <FieldLine label={t('info.number')}>{connector.number}</FieldLine>
          <FieldLine label={t('info.controllerStatus')}>{controller && words(controller)}</FieldLine>
          <FieldLine label={t('info.flags')}>
            <Flags codes={session.flags} />
          </FieldLine>
          <FieldLine label={t('window.startFlags')}>
            {stop === START_ERROR && label('stopSource', stop)}
          </FieldLine>
        </FieldList>
      </Block>
    </div>
  );
}
