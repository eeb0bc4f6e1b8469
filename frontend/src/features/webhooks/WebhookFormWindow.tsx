import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EventType, Webhook } from '@/api/types';
import { FormWindow } from '@/components/form/FormWindow';
import type { FormDeclaration } from '@/components/form/types';
import { queryClientRead } from './readAgain';
import { eventTypesQuery, useWebhookDeeds, type WebhookDraft } from './queries';

interface WebhookFormWindowProps {
  /** The webhook that is changed; a new one without it. */
  webhook?: Webhook;
  onClose: () => void;
  /** The secret of a new one, shown once. */
  onSecret?: (secret: string) => void;
}

const NEW: WebhookDraft = { name: '', url: 'https://', event_types: [], is_active: true };

const draftOf = ({ name, url, event_types, is_active }: Webhook): WebhookDraft => ({
  name,
  url,
  event_types,
  is_active,
});

/** Adds or changes a webhook. */
export function WebhookFormWindow(props: WebhookFormWindowProps) {
  const { data } = useQuery(eventTypesQuery());
  return data ? <Loaded types={data} {...props} /> : null;
}

function Loaded({ types, webhook, onClose, onSecret }: WebhookFormWindowProps & { types: EventType[] }) {
  const { t, i18n } = useTranslation('webhooks');
  const { create, change } = useWebhookDeeds();
  const read = queryClientRead(webhook?.id, draftOf);
  const form: FormDeclaration<WebhookDraft, Webhook & { secret?: string }> = {
    title: t(webhook ? 'form.change' : 'form.add'),
    width: 780,
    initial: webhook ? draftOf(webhook) : NEW,
    fields: [
      { kind: 'text', name: 'name', label: t('columns.name'), isRequired: true, max: 250 },
      {
        kind: 'text',
        name: 'url',
        label: t('columns.url'),
        isRequired: true,
        max: 2000,
        hint: t('form.urlHint'),
        check: ({ url }) => (/^https?:\/\/[^\s/]/.test(url) ? null : t('form.urlWrong')),
      },
      {
        kind: 'multi',
        name: 'event_types',
        label: t('columns.events'),
        isRequired: true,
        options: optionsOf(types, i18n.language, (group) => t('form.all', { group })),
      },
      { kind: 'check', name: 'is_active', label: t('form.active'), look: 'switch' },
    ],
    ...(webhook ? { record: { revision: webhook.revision, read } } : {}),
    submit: (draft, context) => (webhook ? change(webhook.id, draft, context) : create(draft, context)),
    success: t(webhook ? 'form.changed' : 'form.added'),
  };
  return (
    <FormWindow
      form={form}
      onClose={onClose}
      onDone={({ secret }) => {
        onClose();
        if (secret) onSecret?.(secret);
      }}
    />
  );
}

/** A group («session.*») comes before its types, on a line of its own. A test is sent on demand: nobody subscribes to it. */
function optionsOf(types: readonly EventType[], language: string, nameOf: (group: string) => string) {
  const groups = [...new Set(types.map(({ type }) => `${type.split('.')[0]}.*`))];
  return groups
    .filter((group) => group !== 'webhook.*')
    .flatMap((group) => [
      { value: group, label: nameOf(group), startsLine: true },
      ...types
        .filter(({ type }) => `${type.split('.')[0]}.*` === group)
        .map(({ type, title_ru, title_en }) => ({
          value: type,
          label: language === 'en' ? title_en : title_ru,
        })),
    ]);
}
