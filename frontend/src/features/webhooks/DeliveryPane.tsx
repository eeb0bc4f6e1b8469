import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Delivery, DeliveryDetails } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { CopyButton } from '@/components/buttons/CopyButton';
import { FieldLine, FieldList } from '@/components/card/Fields';
import { JsonView } from '@/components/code/JsonView';
import { Mark } from '@/components/icons/Mark';
import { NotLoaded } from '@/components/messages/NotLoaded';
import { Note } from '@/components/messages/Note';
import { Pane } from '@/components/split/SplitView';
import { showToast } from '@/components/toast/toasts';
import { formatDateTime } from '@/lib/format';
import { useCan } from '@/lib/me';
import { useOffline } from '@/lib/offline';
import { DeliveryState } from './cells';
import { deliveryQuery, useWebhookDeeds } from './queries';
import classes from './webhooks.module.css';

interface DeliveryPaneProps {
  delivery: Delivery;
  onClose: () => void;
}

/** What was sent, what was answered, and the press that sends it again. */
export function DeliveryPane({ delivery, onClose }: DeliveryPaneProps) {
  const { t } = useTranslation('webhooks');
  const query = useQuery(deliveryQuery(delivery.id));
  const { data } = query;
  const shown = data ?? delivery;
  return (
    <Pane
      label={shown.event_type}
      title={shown.event_type}
      tools={data && <CopyButton text={JSON.stringify(data.request.body, null, 2)} />}
      footer={<ReplayButton delivery={shown} />}
      onClose={onClose}
    >
      <FieldList>
        <FieldLine label={t('columns.result')}>
          <DeliveryState delivery={shown} />
        </FieldLine>
        <FieldLine label={t('columns.eventId')}>
          <span className="mono">{shown.event_id}</span>
        </FieldLine>
      </FieldList>
      {data ? <Contents details={data} /> : <NotLoaded query={query} />}
    </Pane>
  );
}

function ReplayButton({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('webhooks');
  const canReplay = useCan('webhooks:write');
  const isOffline = useOffline();
  const { replay } = useWebhookDeeds();
  const deed = useMutation({
    mutationFn: () => replay(delivery.id),
    onSuccess: () => showToast('success', t('replayed')),
  });
  if (!canReplay) return null;
  return (
    <Button
      look="primary"
      icon="refresh"
      disabled={isOffline || deed.isPending}
      onClick={() => deed.mutate()}
    >
      {t('replay')}
    </Button>
  );
}

function Contents({ details }: { details: DeliveryDetails }) {
  const { t } = useTranslation('webhooks');
  return (
    <>
      <div className={classes['padded']}>
        <h3 className={classes['section']}>{t('pane.attempts')}</h3>
        {details.attempts_log.length === 0 && <p className="muted">{t('pane.noAttempts')}</p>}
        <ol className={classes['attempts']}>
          {details.attempts_log.map((attempt) => (
            <Attempt key={attempt.at} attempt={attempt} />
          ))}
        </ol>
        <Note tone="off">{t('pane.sameId')}</Note>
        <h3 className={classes['section']}>{t('pane.request')}</h3>
      </div>
      <JsonView value={details.request.headers} label={t('pane.headers')} />
      <JsonView value={details.request.body} label={t('pane.request')} />
    </>
  );
}

const isSuccess = (status: number | null) => status !== null && status >= 200 && status < 300;

function Attempt({ attempt }: { attempt: DeliveryDetails['attempts_log'][number] }) {
  const { t } = useTranslation('webhooks');
  const words = (code: string) =>
    t(`attemptErrors.${code}` as 'attemptErrors.timeout', { defaultValue: code });
  const good = isSuccess(attempt.status);
  return (
    <li>
      <Mark name={good ? 'check' : 'cross'} tone={good ? 'ok' : 'fault'} />
      <span>
        {attempt.status ?? words(attempt.error ?? '')}{' '}
        <span className="muted num">{`${attempt.duration_ms} ${t('ms')}`}</span>
        {attempt.response_body && <span className="mono muted"> {attempt.response_body}</span>}
      </span>
      <span className="num muted">{formatDateTime(attempt.at)}</span>
    </li>
  );
}
