import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/components/fields/Field';
import { TextInput } from '@/components/fields/TextInput';
import { Note } from '@/components/messages/Note';
import { FormWindow } from '@/components/form/FormWindow';
import type { Entry, CommandTarget } from './catalogue';
import { EMPTY, parametersOf, type CommandValues } from './commandForm';
import { useSendCommand } from './queries';
import { useCommandFields } from './useCommandFields';
import { useTell } from './useSendAndTell';
import classes from './commands.module.css';

interface CommandFormProps {
  target: CommandTarget;
  entry: Entry;
  /** Parameters that are known already. */
  known?: Partial<CommandValues>;
  onClose: () => void;
}

/** «Добавление удалённой команды»: a command with parameters (CMD-004). */
export function CommandForm({ target, entry, known, onClose }: CommandFormProps) {
  const { t } = useTranslation('commands');
  const { mutateAsync } = useSendCommand();
  const tell = useTell();
  const fields = useCommandFields(target, entry);
  const id = useId();
  const { station, connector } = target;
  const consequence = t(`consequences.${entry.id}` as 'consequences.hard_reset', { defaultValue: '' });
  return (
    <FormWindow
      form={{
        title: t('form.title'),
        initial: { ...EMPTY, ...known },
        before: (
          <>
            <p>
              {station.number}
              {connector && ` · ${connector.number}`}
            </p>
            <Field label={t('form.type')} htmlFor={id} isRequired plain>
              <TextInput id={id} disabled value={t(`entries.${entry.id}` as 'entries.trigger')} />
            </Field>
            {consequence && <Note tone="warn">{consequence}</Note>}
            <h3 className={classes['parameters']}>{t('form.parameters')}</h3>
          </>
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
      }}
      onClose={onClose}
      onDone={(command) => {
        tell(command);
        onClose();
      }}
    />
  );
}
