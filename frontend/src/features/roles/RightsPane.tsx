import { useTranslation } from 'react-i18next';
import type { RightEntry } from '@/api/types';
import { CheckInput } from '@/components/fields/CheckInput';
import { changesOf } from './grouping';
import type { Choice } from './RightsPicker';
import classes from './rights.module.css';

interface RightsPaneProps {
  rights: readonly RightEntry[];
  choice: Choice;
  /** The page whose codes are shown. */
  page: string | null;
  pageTitle: (page: string) => string;
  before: readonly string[];
  now: readonly string[];
  users: number;
}

/** How many are chosen, what saving would change and for how many people, and the codes of the pressed page. */
export function RightsPane({ rights, choice, page, pageTitle, before, now, users }: RightsPaneProps) {
  const { t } = useTranslation('roles');
  const { added, removed } = changesOf(before, now);
  const own = page === null ? [] : rights.filter((right) => (right.page ?? right.noun) === page);
  return (
    <aside className={classes['pane']} aria-label={t('editor.chosen')}>
      <p>
        <span className="muted">{t('editor.chosen')}</span>
        <span className={classes['figure']}>
          <b className="num">{now.length}</b> {t('editor.ofRights', { count: rights.length })}
        </span>
      </p>
      {added.length + removed.length > 0 && (
        <section className={classes['changes']} aria-label={t('editor.changes')}>
          <h3>{t('editor.changes')}</h3>
          <ul>
            {added.map((code) => (
              <li key={code}>
                <ins aria-label={t('editor.added', { code })}>+</ins>
                <span className="mono">{code}</span>
              </li>
            ))}
            {removed.map((code) => (
              <li key={code}>
                <del aria-label={t('editor.removed', { code })}>−</del>
                <span className="mono">{code}</span>
              </li>
            ))}
          </ul>
          {users > 0 && <p className="muted">{t('users', { count: users })}</p>}
        </section>
      )}
      {page !== null && own.length > 0 && (
        <section aria-label={pageTitle(page)}>
          <h3>{pageTitle(page)}</h3>
          {own.map((right) => (
            <CheckInput
              key={right.code}
              checked={choice.isChosen(right)}
              disabled={choice.isDisabled}
              onChange={({ target }) => choice.set([right], target.checked)}
            >
              <span className="mono">{right.code}</span>
              <small>{choice.titleOf(right)}</small>
            </CheckInput>
          ))}
        </section>
      )}
      <p className={classes['hint']}>{t('editor.hint')}</p>
    </aside>
  );
}
