import { useTranslation } from 'react-i18next';
import type { FormField } from '@/components/form/types';
import { protocolOf, type CommandTarget, type Entry } from './catalogue';
import { ADDRESS, FILE_NAME, FILE_TYPES, messagesOf, REPORTS, type CommandValues } from './commandForm';
import { chargingUserSource } from './queries';

type Field = FormField<CommandValues>;

/** The parameters that a command asks for (CMD-004). */
export function useCommandFields({ station }: CommandTarget, { form }: Entry): Field[] {
  const { t } = useTranslation('commands');
  const transfer = useTransferFields();
  const isNative = protocolOf(station) === 'native';
  const variable: Field[] = [
    { kind: 'text', name: 'component', label: t('form.component'), isRequired: true, max: 100, half: true },
    { kind: 'text', name: 'variable', label: t('form.variable'), isRequired: true, max: 100, half: true },
  ];
  const value: Field = { kind: 'text', name: 'value', label: t('form.value'), max: 2500 };
  switch (form) {
    case 'trigger':
      return [
        {
          kind: 'select',
          name: 'message',
          label: t('form.message'),
          isRequired: true,
          options: messagesOf(protocolOf(station)).map((name) => ({ value: name, label: name })),
        },
      ];
    case 'getConfiguration':
      return [{ kind: 'text', name: 'keys', label: t('form.keys'), hint: t('form.keysHint'), lines: 2 }];
    case 'setConfiguration':
      return [
        { kind: 'text', name: 'key', label: t('form.key'), isRequired: true, max: 100 },
        value,
        ...(isNative ? [] : [{ kind: 'check', name: 'readBack', label: t('form.readBack') } satisfies Field]),
      ];
    case 'setVariables':
      return [...variable, value, { kind: 'check', name: 'readBack', label: t('form.readBack') }];
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
    case 'log':
      return [transfer.day, ...(isNative ? [] : [transfer.upload])];
    case 'firmware':
      return [transfer.download];
    case 'controllerFirmware':
      return transfer.controller;
    case 'moduleFirmware':
      return transfer.controller.slice(0, 1);
    case 'authorization':
      return [
        {
          kind: 'reference',
          name: 'user',
          label: t('form.user'),
          isRequired: true,
          source: chargingUserSource,
          hint: t('form.userHint'),
        },
      ];
    default:
      return variable;
  }
}

/** Files that go to a station or come from it. */
function useTransferFields(): Record<'day' | 'upload' | 'download', Field> & { controller: Field[] } {
  const { t } = useTranslation('commands');
  const address = {
    kind: 'text',
    name: 'location',
    isRequired: true,
    max: 480,
    placeholder: 'https://',
    check: ({ location }: CommandValues) => (ADDRESS.test(location.trim()) ? null : t('form.noAddress')),
  } as const;
  return {
    day: { kind: 'day', name: 'day', wire: 'date', label: t('form.day'), isRequired: true },
    upload: { ...address, label: t('form.uploadTo'), hint: t('form.uploadHint') },
    download: { ...address, label: t('form.fileAddress'), hint: t('form.downloadHint') },
    controller: [
      {
        kind: 'text',
        name: 'fileName',
        wire: 'file_name',
        label: t('form.fileName'),
        isRequired: true,
        max: 200,
        hint: t('form.fileNameHint'),
        check: ({ fileName }) => (FILE_NAME.test(fileName.trim()) ? null : t('form.noExtension')),
      },
      {
        kind: 'select',
        name: 'fileType',
        wire: 'file_type',
        label: t('form.fileType'),
        isRequired: true,
        options: FILE_TYPES.map((type) => ({ value: type, label: t(`form.fileTypes.${type}`) })),
      },
    ],
  };
}
