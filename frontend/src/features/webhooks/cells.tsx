import { useTranslation } from 'react-i18next';
import type { Delivery, Webhook } from '@/api/types';
import { Mark } from '@/components/icons/Mark';
import type { Look } from '@/components/states/looks';
import { formatDateTime } from '@/lib/format';
import classes from './webhooks.module.css';

type WebhookState = 'paused' | 'off' | 'failing' | 'delivers';

export function stateOf({
  is_active: isActive,
  paused_at: paused,
  failing_since: failing,
}: Webhook): WebhookState {
  if (!isActive) return paused ? 'paused' : 'off';
  return failing ? 'failing' : 'delivers';
}

const WEBHOOK_LOOKS: Record<WebhookState, Look> = {
  delivers: { tone: 'ok', mark: 'dot' },
  failing: { tone: 'fault', mark: 'octagon' },
  paused: { tone: 'fault', mark: 'pause' },
  off: { tone: 'off', mark: 'bar' },
};

const DELIVERY_LOOKS: Record<Delivery['status'], Look> = {
  pending: { tone: 'charge', mark: 'clock' },
  delivered: { tone: 'ok', mark: 'check' },
  failed: { tone: 'attention', mark: 'clock' },
  given_up: { tone: 'fault', mark: 'octagon' },
};

const Marked = ({ look, children }: { look: Look; children: string }) => (
  <span
    className={classes['state']}
    style={look.tone === 'fault' ? { color: 'var(--fault-text)' } : undefined}
  >
    <Mark name={look.mark} tone={look.tone} />
    {children}
  </span>
);

/** Mark and word: whether events arrive. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation('webhooks');
  const state = stateOf(webhook);
  return <Marked look={WEBHOOK_LOOKS[state]}>{t(`states.${state}`)}</Marked>;
}

/** What became of a delivery; when it waits, until when or for whom. */
export function DeliveryState({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('webhooks');
  const { status, next_attempt_at: next } = delivery;
  const word = t(`deliveryStates.${status}`);
  const isBehind = status === 'pending' && next === null;
  const again = status === 'failed' && next && t('again', { word, at: formatDateTime(next) });
  return <Marked look={DELIVERY_LOOKS[status]}>{isBehind ? t('behind') : again || word}</Marked>;
}
