import { useTranslation } from 'react-i18next';
import type { Session } from '@/api/types';
import { FormWindow } from '@/components/form/FormWindow';
import { formatDateTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { sessionQueryFn, useCorrectSession, type Correction } from './queries';
import { readMoment } from './moment';

interface CorrectionProps {
  session: Session;
  onClose: () => void;
}

/** States that may be chosen, in the documented order (SES-194). */
export const CHOOSABLE = [
  'success',
  'error',
  'attention',
  'active',
  'overdue',
  'stop',
  'junk',
  'interrupted',
] as const satisfies readonly Session['state'][];

interface CorrectionWindowProps<Values extends object> extends CorrectionProps {
  title: string;
  initial: Values;
  valuesOf: (session: Session) => Values;
  fields: Parameters<typeof FormWindow<Values, unknown>>[0]['form']['fields'];
  toBody: (values: Values) => Correction;
}

function CorrectionWindow<Values extends object>(props: CorrectionWindowProps<Values>) {
  const { session, title, initial, valuesOf, fields, toBody, onClose } = props;
  const { t } = useTranslation('sessions');
  const correct = useCorrectSession();
  return (
    <FormWindow<Values, unknown>
      form={{
        title,
        fields,
        initial,
        record: {
          revision: session.revision,
          read: async () => {
            const now = await sessionQueryFn(session.id);
            return { values: valuesOf(now), revision: now.revision };
          },
        },
        submit: (values, { headers }) => correct(session.id, toBody(values), headers),
        success: t('correct.done'),
      }}
      onClose={onClose}
    />
  );
}

/** «Выберите новое состояние для сессии» (SES-193). */
export function StateWindow({ session, onClose }: CorrectionProps) {
  const { t } = useTranslation('sessions');
  const label = useEnumLabel();
  const valuesOf = ({ state }: Session) => ({ state: state as string });
  return (
    <CorrectionWindow
      session={session}
      title={t('correct.stateTitle')}
      initial={valuesOf(session)}
      valuesOf={valuesOf}
      fields={[
        {
          kind: 'select',
          name: 'state',
          label: t('correct.state'),
          isRequired: true,
          options: CHOOSABLE.map((value) => ({
            value,
            label: label('sessionState', value).toLocaleUpperCase(),
          })),
        },
      ]}
      toBody={({ state }) => ({ state }) as Correction}
      onClose={onClose}
    />
  );
}

/** The pencil beside «Итого энергии» (SES-113, SES-114). */
export function EnergyWindow({ session, onClose }: CorrectionProps) {
  const { t } = useTranslation(['sessions', 'common']);
  const valuesOf = ({ energy_wh: energy }: Session): { kwh: number | null } => ({ kwh: energy / 1000 });
  return (
    <CorrectionWindow
      session={session}
      title={t('correct.title')}
      initial={valuesOf(session)}
      valuesOf={valuesOf}
      fields={[
        {
          kind: 'number',
          name: 'kwh',
          wire: 'energy_wh',
          label: t('correct.energy'),
          unit: t('common:units.kwh'),
          decimals: 2,
          least: 0,
          most: 10_000,
          isRequired: true,
        },
      ]}
      toBody={({ kwh }) => ({ energy_wh: Math.round((kwh ?? 0) * 100) * 10 })}
      onClose={onClose}
    />
  );
}

/** The pencil at «Сессия завершена» (SES-120, SES-121). */
export function EndWindow({ session, onClose }: CorrectionProps) {
  const { t } = useTranslation('sessions');
  const zone = session.time_zone;
  const valuesOf = ({ ended_at: end }: Session) => ({ end: end ? formatDateTime(end, zone) : '' });
  const check = ({ end }: { end: string }) => {
    const moment = readMoment(end, zone);
    const isRight = moment !== null && moment >= Date.parse(session.started_at) && moment <= Date.now();
    return isRight ? null : t('correct.endWrong');
  };
  return (
    <CorrectionWindow
      session={session}
      title={t('correct.title')}
      initial={valuesOf(session)}
      valuesOf={valuesOf}
      fields={[
        {
          kind: 'text',
          name: 'end',
          wire: 'ended_at',
          label: t('correct.end'),
          isRequired: true,
          hint: t('correct.endHint'),
          check,
        },
      ]}
      toBody={({ end }) => ({ ended_at: new Date(readMoment(end, zone) ?? 0).toISOString() })}
      onClose={onClose}
    />
  );
}
