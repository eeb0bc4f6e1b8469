import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import { FormWindow } from '@/components/form/FormWindow';
import { Note } from '@/components/messages/Note';
import { useRenewSecret } from './queries';
import type { FreshSecret } from './StationSecretWindow';

const OVERLAPS = ['0', '24', '72', '168'] as const;

interface RenewSecretWindowProps {
  station: Station;
  onSecret: (fresh: FreshSecret) => void;
  onClose: () => void;
}

/** A new password; the present one opens beside it until the overlap is over. */
export function RenewSecretWindow({ station, onSecret, onClose }: RenewSecretWindowProps) {
  const { t } = useTranslation('stations');
  const renew = useRenewSecret();
  return (
    <FormWindow
      form={{
        title: t('secret.renewTitle', { number: station.number }),
        confirm: t('secret.renew'),
        before: <Note tone="warn">{t('secret.renewText')}</Note>,
        initial: { overlap: '24' },
        fields: [
          {
            kind: 'select',
            name: 'overlap',
            wire: 'overlap_hours',
            label: t('secret.overlap'),
            isRequired: true,
            options: OVERLAPS.map((hours) => ({ value: hours, label: t(`secret.overlaps.${hours}`) })),
          },
        ],
        submit: ({ overlap }, { headers }) => renew(station, Number(overlap), headers),
      }}
      onClose={onClose}
      onDone={({ secret }) => (secret ? onSecret({ stationKey: station.key, secret }) : onClose())}
    />
  );
}
