import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Charge, ChargeGroup, Session } from '@/api/types';
import { Block, FieldLine, FieldList } from '@/components/card/Fields';
import { Mark } from '@/components/icons/Mark';
import { NotLoaded } from '@/components/messages/NotLoaded';
import { StateMessage } from '@/components/messages/StateMessage';
import { StatePill } from '@/components/states/StateLabel';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { PriceLines, sumOf, usePeriod, type Readings } from './PriceLines';
import { chargeQuery, revisionsQuery } from './queries';
import classes from './sessions.module.css';

/** What the session costs, line by line with the reason of each, and what has been paid. */
export function PricingTab({ session }: { session: Session }) {
  const { t } = useTranslation('sessions');
  const query = useQuery(chargeQuery(session.id));
  const charge = query.data;
  if (charge === undefined) return <NotLoaded query={query} />;
  if (!charge) return <StateMessage icon="tag" title={t('pricing.none')} hint={t('pricing.noCharge')} />;
  return (
    <div className={classes['pricing']}>
      <section>
        <Block title={t('pricing.breakdown')}>
          {charge.groups.length === 0 ? (
            <p className={classes['how']}>{t('pricing.none')}</p>
          ) : (
            <Breakdown session={session} charge={charge} />
          )}
        </Block>
      </section>
      <section>
        <PaymentBlock charge={charge} />
        <EarlierCalculations session={session} charge={charge} />
      </section>
    </div>
  );
}

function Breakdown({ session, charge }: { session: Session; charge: Charge }) {
  const { t } = useTranslation('sessions');
  const { money } = useFormat();
  const { time_zone: zone, transaction } = session;
  const stop = transaction?.meter_stop_wh ?? null;
  const { is_corrected: isCorrected } = session;
  const readings =
    transaction && stop !== null && !isCorrected
      ? { from_wh: transaction.meter_start_wh, to_wh: stop }
      : null;
  return (
    <>
      <ol className={classes['groups']}>
        <Moment name={t('pricing.created')} at={session.started_at} zone={zone} />
        {charge.groups.map((group, index) => (
          <li key={group.tariff_id ?? index}>
            <Mark name="bolt" tone="charge" />
            <TariffGroup group={group} currency={charge.currency} zone={zone} readings={readings} />
          </li>
        ))}
        {session.ended_at && <Moment name={t('pricing.finished')} at={session.ended_at} zone={zone} />}
      </ol>
      {isCorrected && <p className={classes['how']}>{t('pricing.corrected')}</p>}
      <p className={classes['total']}>
        <span>{t('pricing.total')}</span>
        <span>{money(charge.amount, charge.currency)}</span>
      </p>
    </>
  );
}

function Moment({ name, at, zone }: { name: string; at: string; zone: string }) {
  return (
    <li>
      <Mark name="dot" tone="ok" />
      <span>
        <strong>{name}</strong> <time dateTime={at}>{formatDateTime(at, zone)}</time>
      </span>
    </li>
  );
}

interface TariffGroupProps {
  group: ChargeGroup;
  currency: string;
  zone: string;
  readings: Readings | null;
}

function TariffGroup({ group, currency, zone, readings }: TariffGroupProps) {
  const { t } = useTranslation('sessions');
  const { money } = useFormat();
  const period = usePeriod();
  return (
    <div>
      <div className={classes['tariff']}>
        <strong>{group.tariff_name ?? t('pricing.noTariff')}</strong>
        <time>({period(group.started_at, group.ended_at, zone)})</time>
        <span className={`${classes['sum']} num`}>{money(sumOf(group.lines), currency)}</span>
      </div>
      <PriceLines lines={group.lines} currency={currency} readings={readings} />
    </div>
  );
}

/** Final calculations before the one that counts: a late reading or a correction never loses the old one. */
function EarlierCalculations({ session, charge }: { session: Session; charge: Charge }) {
  const { t } = useTranslation('sessions');
  const { money, kwh } = useFormat();
  const { data } = useQuery(revisionsQuery(session.id, charge.id));
  const earlier = data?.slice(1) ?? [];
  if (earlier.length === 0) return null;
  return (
    <Block title={t('pricing.earlier')}>
      <p className={classes['how']}>{t('pricing.earlierHint')}</p>
      <ol className={classes['revisions']}>
        {earlier.map((revision) => (
          <li key={revision.revision}>
            <details>
              <summary>
                <time dateTime={revision.calculated_at} className="num">
                  {t('pricing.calculated', { at: formatDateTime(revision.calculated_at, session.time_zone) })}
                </time>
                <span className="num muted">
                  {t('pricing.ofEnergy', { energy: kwh(revision.energy_wh) })}
                </span>
                <b className="num">{money(revision.amount, charge.currency)}</b>
              </summary>
              {revision.groups.map((group, index) => (
                <PriceLines
                  key={group.tariff_id ?? index}
                  lines={group.lines}
                  currency={charge.currency}
                  readings={null}
                />
              ))}
            </details>
          </li>
        ))}
      </ol>
    </Block>
  );
}

function PaymentBlock({ charge }: { charge: Charge }) {
  const { t } = useTranslation('sessions');
  const { money } = useFormat();
  const figure = (amount: string) => <Money amount={amount} currency={charge.currency} />;
  // What was paid in full and is paid no more has gone back.
  const refunded = charge.payment_status === 'paid' ? Number(charge.amount) - Number(charge.paid_amount) : 0;
  return (
    <>
      <Block title={t('pricing.payment')}>
        <dl className={classes['figures']}>
          <div>
            <dt>{t(charge.is_final ? 'pricing.amount' : 'pricing.interim')}</dt>
            <dd className={classes['value']}>{figure(charge.amount)}</dd>
          </div>
          <div>
            <dt>{t('pricing.paid')}</dt>
            <dd className={classes['value']}>{figure(charge.paid_amount)}</dd>
          </div>
        </dl>
        <FieldList>
          <FieldLine label={t('pricing.status')}>
            <StatePill kind="sessionPaymentStatus" code={charge.payment_status} />
          </FieldLine>
          {refunded > 0 && (
            <FieldLine label={t('pricing.refunded')}>
              <span className="num">{money(refunded.toFixed(2), charge.currency)}</span>
            </FieldLine>
          )}
        </FieldList>
      </Block>
      <Block title={t('pricing.how')}>
        <p className={classes['how']}>{t('pricing.howText')}</p>
      </Block>
    </>
  );
}

/** A large figure with its currency muted after it. */
function Money({ amount, currency }: { amount: string; currency: string }) {
  const { money } = useFormat();
  const [value, sign] = money(amount, currency).split(/\u00a0(?=\D+$)/);
  return (
    <>
      {value}
      <span className="unit">{sign}</span>
    </>
  );
}
