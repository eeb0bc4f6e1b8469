import { useEffect, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
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

const PAUSE_MS = 250;

/** The search of a list in the line above it; it searches while it is typed. */
export function InlineSearch<Row>({ state, field, ref }: InlineSearchProps<Row>) {
  const { t } = useTranslation();
  const { filters } = state.params;
  const applied = filters[field.name]?.[0] ?? '';
  const [typed, setTyped] = useState(applied);
  const [seen, setSeen] = useState(applied);
  const [sent, setSent] = useState<string | null>(null);
  const least = field.least ?? 1;
  const isShort = typed.trim() !== '' && typed.trim().length < least;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  if (seen !== applied) {
    setSeen(applied);
    // The address was changed by another hand: the back button, a saved view, a reset. What is still being typed must
    // not be replaced by what has just been applied.
    if (applied !== sent) {
      setTyped(applied);
      setSent(null);
    }
  }
  useEffect(() => () => clearTimeout(timer.current), []);

  const apply = (text: string) => {
    clearTimeout(timer.current);
    const wanted = text.trim();
    if (wanted === applied || (wanted !== '' && wanted.length < least)) return;
    const others = Object.entries(filters).filter(([name]) => name !== field.name);
    const own: [string, string[]][] = wanted === '' ? [] : [[field.name, [wanted]]];
    setSent(wanted);
    state.setFilters(Object.fromEntries([...others, ...own]), true);
  };
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => apply(text), PAUSE_MS);
  };
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
        onChange={({ target }) => type(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Enter') apply(typed);
          if (key === 'Escape') type('');
        }}
        end={typed !== '' && <IconButton icon="cross" tiny label={t('clear')} onClick={() => type('')} />}
      />
      {isShort && <small>{t('list.atLeast', { least })}</small>}
    </span>
  );
}
