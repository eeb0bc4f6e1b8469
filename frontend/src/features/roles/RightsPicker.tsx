import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RightEntry } from '@/api/types';
import { Segmented } from '@/components/buttons/Segmented';
import { TextInput } from '@/components/fields/TextInput';
import { Note } from '@/components/messages/Note';
import { Skeleton } from '@/components/messages/Skeleton';
import { useErrorText } from '@/lib/useErrorText';
import { useLanguage } from '@/lib/useFormat';
import { rightsQuery } from './queries';
import { RightsByPage } from './RightsByPage';
import { RightsList } from './RightsList';
import { RightsPane } from './RightsPane';
import classes from './rights.module.css';

interface RightsPickerProps {
  /** Codes of the chosen rights. */
  value: readonly string[];
  /** What was chosen when the window was opened. */
  before: readonly string[];
  isDisabled?: boolean;
  /** Active users with the role, when there are any to think of. */
  users?: number;
  change: (codes: readonly string[]) => void;
}

/** What the two views and the pane share. */
export interface Choice {
  isChosen: (right: RightEntry) => boolean;
  /** Takes or gives back several at once. */
  set: (rights: readonly RightEntry[], isOn: boolean) => void;
  titleOf: (right: RightEntry) => string;
  isDisabled: boolean;
}

/** The rights of a role or of a program: by page and action, or as a list; ticks survive both and the search. */
export function RightsPicker({ value, before, isDisabled = false, users = 0, change }: RightsPickerProps) {
  const { t } = useTranslation('roles');
  const language = useLanguage();
  const { data: rights, error } = useQuery(rightsQuery());
  const errorText = useErrorText();
  const [view, setView] = useState<'pages' | 'list'>('pages');
  const [text, setText] = useState('');
  const [page, setPage] = useState<string | null>(null);
  if (error && !rights) return <Note tone="fault">{errorText(error).text}</Note>;
  if (!rights) return <Skeleton width="80%" />;

  const titleOf = ({ title_ru: ru, title_en: en }: RightEntry) => (language === 'ru' ? ru : en);
  const pageTitle = (name: string) => t(`pages.${name}` as 'pages.users', { defaultValue: name });
  const wanted = text.trim().toLowerCase();
  const isWanted = (right: RightEntry) =>
    [right.code, titleOf(right), right.page ? pageTitle(right.page) : ''].some((words) =>
      words.toLowerCase().includes(wanted),
    );
  const choice: Choice = {
    isChosen: ({ code }) => value.includes(code),
    set: (some, isOn) => {
      const codes = some.map(({ code }) => code);
      const others = value.filter((code) => !codes.includes(code));
      change((isOn ? [...others, ...codes] : others).toSorted());
    },
    titleOf,
    isDisabled,
  };
  const found = rights.filter(isWanted);
  return (
    <div className={classes['picker']}>
      <div className={classes['tools']}>
        <TextInput
          icon="search"
          type="search"
          placeholder={t('editor.search')}
          aria-label={t('editor.search')}
          value={text}
          onChange={({ target }) => setText(target.value)}
          // Enter searches, it does not save.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        <Segmented
          label={t('editor.view')}
          value={view}
          options={[
            { value: 'pages', label: t('editor.byPage') },
            { value: 'list', label: t('editor.asList') },
          ]}
          onChange={setView}
        />
      </div>
      <div className={classes['split']}>
        {view === 'pages' ? (
          <RightsByPage rights={found} choice={choice} page={page} onPage={setPage} pageTitle={pageTitle} />
        ) : (
          <RightsList key={wanted} rights={found} choice={choice} />
        )}
        <RightsPane
          rights={rights}
          choice={choice}
          page={view === 'pages' ? page : null}
          pageTitle={pageTitle}
          before={before}
          now={value}
          users={users}
        />
      </div>
    </div>
  );
}
