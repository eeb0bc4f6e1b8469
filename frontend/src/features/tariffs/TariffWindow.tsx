import { useTranslation } from 'react-i18next';
import type { Tariff } from '@/api/types';
import { FormWindow } from '@/components/form/FormWindow';
import { showToast } from '@/components/toast/toasts';
import { readTariff, useTariffDeeds } from './queries';
import { EMPTY, toBody, valuesOf } from './tariffForm';
import { useTariffFields } from './useTariffFields';
import { Week } from './Week';

interface TariffWindowProps {
  /** Nothing for a new one. */
  tariff: Tariff | null;
  onClose: () => void;
  onSaved: (tariff: Tariff) => void;
}

/** «Добавление тарифа», «Изменение тарифа»: one form with the week it means. */
export function TariffWindow({ tariff, onClose, onSaved }: TariffWindowProps) {
  const { t } = useTranslation('tariffs');
  const fields = useTariffFields();
  const { create, update } = useTariffDeeds();
  const warn = (saved: Tariff) => {
    const other = saved.warnings[0]?.params['name'];
    if (saved.warnings.length > 0)
      showToast('info', t('warning.overlap'), typeof other === 'string' ? other : undefined);
    onSaved(saved);
    onClose();
  };
  return (
    <FormWindow
      form={{
        title: t(tariff ? 'form.editTitle' : 'form.addTitle'),
        tabs: [
          { id: 'info', title: t('form.info') },
          { id: 'more', title: t('form.more') },
        ],
        fields,
        initial: tariff ? valuesOf(tariff) : EMPTY,
        preview: (values) => <Week values={values} />,
        ...(tariff
          ? {
              record: {
                revision: tariff.revision,
                read: async () => {
                  const now = await readTariff(tariff.id);
                  return { values: valuesOf(now), revision: now.revision };
                },
              },
            }
          : {}),
        submit: (values, { headers }) =>
          tariff ? update(tariff.id, toBody(values), headers) : create(toBody(values), headers),
        success: t(tariff ? 'form.changed' : 'form.added'),
      }}
      onClose={onClose}
      onDone={warn}
    />
  );
}
