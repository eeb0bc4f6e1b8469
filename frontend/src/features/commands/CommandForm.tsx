import { useTranslation } from 'react-i18next';
import { FormWindow } from '@/components/form/FormWindow';
import type { FormField } from '@/components/form/types';
import type { CommandTarget, Entry } from './catalogue';
import { messagesOf, parametersOf, REPORTS, type CommandValues } from './commandForm';
import { useSendCommand } from './queries';

interface CommandFormProps {
  target: CommandTarget;
  entry: Entry;
  onClose: () => void;
}

const EMPTY: CommandValues = {
  message: 'StatusNotification',
  keys: '',
  key: '',
  value: '',
  readBack: true,
  component: '',
  variable: '',
  report: 'FullInventory',
};

/** «Добавление удалённой команды»: a command with parameters (CMD-004). */
export function CommandForm({ target, entry, onClose }: CommandFormProps) {
  const { t } = useTranslation('commands');
  const { mutateAsync } = useSendCommand();
  const fields = useCommandFields(target, entry);
  const { station, connector } = target;
  return (
    <FormWindow
      form={{
        title: t('form.title'),
        initial: EMPTY,
        before: (
          <p>
            {t(`entries.${entry.id}` as 'entries.trigger')} · {station.number}
            {connector && ` · ${connector.number}`}
          </p>
        ),
        fields,
        submit: (values, { headers }) =>
          mutateAsync({
            body: {
              station_id: station.id,
              connector_number: connector?.number ?? null,
              kind: entry.kind,
              parameters: parametersOf(entry, values),
            },
            headers,
          }),
        success: ({ number }) => t('created', { number, station: station.number }),
      }}
      onClose={onClose}
    />
  );
}

function useCommandFields({ station }: CommandTarget, { form }: Entry): FormField<CommandValues>[] {
  const { t } = useTranslation('commands');
  const variable: FormField<CommandValues>[] = [
    { kind: 'text', name: 'component', label: t('form.component'), isRequired: true, max: 100, half: true },
    { kind: 'text', name: 'variable', label: t('form.variable'), isRequired: true, max: 100, half: true },
  ];
  const value: FormField<CommandValues> = { kind: 'text', name: 'value', label: t('form.value'), max: 2500 };
  switch (form) {
    case 'trigger':
      return [
        {
          kind: 'select',
          name: 'message',
          label: t('form.message'),
          isRequired: true,
          options: messagesOf(station.protocol).map((name) => ({ value: name, label: name })),
        },
      ];
    case 'getConfiguration':
      return [{ kind: 'text', name: 'keys', label: t('form.keys'), hint: t('form.keysHint'), lines: 2 }];
    case 'setConfiguration':
      return [
        { kind: 'text', name: 'key', label: t('form.key'), isRequired: true, max: 100 },
        value,
        { kind: 'check', name: 'readBack', label: t('form.readBack') },
      ];
    case 'setVariables':
      return [...variable, value];
    case 'report':
      return [
        {
          kind: 'select',
          name: 'report',
          label: t('form.report'),
          isRequired: true,
          options: REPORTS.map((name) => ({ value: name, label: t(`form.reports.${name}`) })),
        },
      ];
    default:
      return variable;
  }
}
