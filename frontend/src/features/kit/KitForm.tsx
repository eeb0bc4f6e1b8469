import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/api/problem';
import { Button } from '@/components/buttons/Button';
import type { Option } from '@/components/fields/SelectInput';
import { FormPage } from '@/components/form/FormPage';
import { FormWindow } from '@/components/form/FormWindow';
import { masks } from '@/components/form/masks';
import type { FormDeclaration, FormField, SubmitContext } from '@/components/form/types';
import { showToast } from '@/components/toast/toasts';
import { KitSection } from './KitSection';

interface Example {
  name: string;
  phone: string;
  power: number | null;
  kind: string;
  tax: string;
  supply: string[];
  place: Option | null;
  since: string;
  isInForce: boolean;
  note: string;
}

const EMPTY: Example = {
  name: '',
  phone: '',
  power: 82,
  kind: 'owner',
  tax: '',
  supply: ['dc'],
  place: null,
  since: '',
  isInForce: true,
  note: '',
};

const PLACES = ['Нева', 'Невская', 'Тверская', 'Логопарк', 'Nevsky', 'Tverskaya'];
const places = {
  key: ['kit', 'places'],
  search: (text: string) =>
    Promise.resolve(
      PLACES.filter((name) => name.toLowerCase().includes(text.toLowerCase())).map((name) => ({
        value: name,
        label: name,
      })),
    ),
};

/** What the pretended server says: «taken» is a name that exists, «older» a record that somebody else saved first. */
function submit({ name }: Example, { headers }: SubmitContext): Promise<string> {
  if (name === 'taken') return Promise.reject(new ApiProblem(409, 'login_taken'));
  if (name === 'older' && headers['If-Match'] === 'W/"1"')
    return Promise.reject(new ApiProblem(412, 'edited_meanwhile'));
  return Promise.resolve(name);
}

function useExample(): FormDeclaration<Example, string> {
  const { t } = useTranslation(['kit', 'common']);
  const fields: FormField<Example>[] = [
    {
      kind: 'text',
      name: 'name',
      label: t('example.name'),
      isRequired: true,
      max: 150,
      hint: t('example.nameHint'),
      codes: ['login_taken'],
    },
    { kind: 'text', name: 'phone', label: t('example.phone'), mask: masks.phone, max: 16, half: true },
    {
      kind: 'number',
      name: 'power',
      label: t('example.power'),
      unit: t('common:units.kw'),
      least: 0,
      most: 142,
      half: true,
    },
    {
      kind: 'radio',
      name: 'kind',
      label: t('example.kind'),
      options: (['owner', 'customer'] as const).map((value) => ({
        value,
        label: t(`example.kinds.${value}`),
      })),
    },
    {
      kind: 'text',
      name: 'tax',
      label: t('example.tax'),
      isRequired: true,
      mask: masks.digits(12),
      isShown: ({ kind }) => kind === 'owner',
    },
    {
      kind: 'multi',
      name: 'supply',
      label: t('example.supply'),
      options: ['ac', 'dc'].map((value) => ({ value, label: value.toUpperCase() })),
    },
    { kind: 'reference', name: 'place', label: t('example.place'), source: places, half: true },
    { kind: 'day', name: 'since', label: t('example.since'), half: true },
    { kind: 'text', name: 'note', label: t('example.note'), lines: 3, max: 1000 },
    { kind: 'check', name: 'isInForce', label: t('example.isInForce'), look: 'switch' },
  ];
  return {
    title: t('example.title'),
    confirm: t('common:form.save'),
    fields,
    initial: EMPTY,
    record: {
      revision: 1,
      read: () =>
        Promise.resolve({
          values: { ...EMPTY, name: t('example.theirs'), phone: '+79998887766' },
          revision: 2,
        }),
    },
    submit,
    success: t('toasts.success'),
  };
}

/** The same declaration as a window and as a page. */
export function KitForm() {
  const { t } = useTranslation('kit');
  const form = useExample();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <KitSection title={t('formWindow')}>
        <Button look="primary" onClick={() => setOpen(true)}>
          {t('formOpen')}
        </Button>
      </KitSection>
      <KitSection title={t('formPage')}>
        <FormPage form={form} backPath="/dev/kit" onDone={(name) => showToast('info', name)} />
      </KitSection>
      {isOpen && <FormWindow form={form} onClose={() => setOpen(false)} />}
    </>
  );
}
