import { useEffect, useEffectEvent, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useDebounced } from '@/lib/useDebounced';
import { IconButton } from '../buttons/IconButton';
import { TextInput } from '../fields/TextInput';
import type { FilterField } from './types';
import type { ListState } from './useList';
import classes from './list.module.css';

interface InlineSearchProps<Row> {
  state: ListState<Row>;
  field: Extract<FilterField, { kind: 'text' }>;
  ref: Ref<HTMLInputElement>;
}

/** The search of a list in the line above it; it searches while it is typed. */
export function InlineSearch<Row>({ state, field, ref }: InlineSearchProps<Row>) {
  const { t } = useTranslation();
  const { filters } = state.params;
  const applied = filters[field.name]?.[0] ?? '';
  const [typed, setTyped] = useState(applied);
  const [known, setKnown] = useState(applied);
  const least = field.least ?? 1;
  const isShort = typed.trim() !== '' && typed.trim().length < least;
  const asked = useDebounced(typed);

  // The address has changed by another hand: the back button, a saved view, a reset.
  if (known !== applied) {
    setKnown(applied);
    setTyped(applied);
  }
  const apply = useEffectEvent((text: string) => {
    const wanted = text.trim();
    if (wanted === applied || (wanted !== '' && wanted.length < least)) return;
    setKnown(wanted);
    state.setFilters(
      wanted === ''
        ? Object.fromEntries(Object.entries(filters).filter(([name]) => name !== field.name))
        : { ...filters, [field.name]: [wanted] },
      true,
    );
  });
  useEffect(() => apply(asked), [asked]);
  return (
    <span className={classes['search']}>
      <TextInput
        ref={ref}
        type="search"
        icon="search"
        placeholder={field.label}
        aria-label={field.label}
        aria-description={isShort ? t('list.atLeast', { least }) : undefined}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') apply(typed);
          if (key === 'Escape') setTyped('');
        }}
        end={
          typed !== '' && (
            <IconButton icon="cross" tiny label={t('clear')} onClick={() => setTyped('')} />
          )
        }
      />
      {isShort && <small>{t('list.atLeast', { least })}</small>}
    </span>
  );
}
