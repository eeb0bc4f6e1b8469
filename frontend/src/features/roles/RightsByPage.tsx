import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RightEntry } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { CheckInput } from '@/components/fields/CheckInput';
import { TriCheck, triState } from '@/components/fields/TriCheck';
import { deviceRights, groupRights, VERBS, type PageRights, type RightsGroup } from './grouping';
import type { Choice } from './RightsPicker';
import classes from './rights.module.css';

interface RightsByPageProps {
  rights: readonly RightEntry[];
  choice: Choice;
  page: string | null;
  onPage: (page: string) => void;
  pageTitle: (page: string) => string;
}

/** Rows are pages in groups, columns are what one may do; a cell without a right is empty. */
export function RightsByPage({ rights, choice, page, onPage, pageTitle }: RightsByPageProps) {
  const { t } = useTranslation(['roles', 'common']);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const groups = groupRights(rights);
  const devices = deviceRights(rights);
  const toggle = (id: string) => {
    const next = new Set(closed);
    if (!next.delete(id)) next.add(id);
    setClosed(next);
  };
  if (rights.length === 0) return <p className={classes['nothing']}>{t('common:list.empty')}</p>;
  return (
    // A table that scrolls by itself must be reachable by the keyboard.
    <div className={classes['matrix']} role="region" aria-label={t('editor.byPage')} tabIndex={0}>
      {groups.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('editor.page')}</th>
              {VERBS.map((verb) => (
                <th key={verb} scope="col">
                  {t(`verbs.${verb}`)}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map((group) => (
            <tbody key={group.id}>
              <GroupRow
                group={group}
                choice={choice}
                isClosed={closed.has(group.id)}
                onToggle={() => toggle(group.id)}
              />
              {!closed.has(group.id) &&
                group.pages.map((own) => (
                  <PageRow
                    key={own.page}
                    title={pageTitle(own.page)}
                    own={own}
                    choice={choice}
                    isOpen={page === own.page}
                    onOpen={() => onPage(own.page)}
                  />
                ))}
            </tbody>
          ))}
        </table>
      )}
      {devices.length > 0 && (
        <section className={classes['devices']} aria-label={t('groups.device')}>
          <h3>{t('groups.device')}</h3>
          <div>
            {devices.map((right) => (
              <CheckInput
                key={right.code}
                checked={choice.isChosen(right)}
                disabled={choice.isDisabled}
                onChange={({ target }) => choice.set([right], target.checked)}
              >
                <span className="mono">{right.code}</span>
              </CheckInput>
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

interface CellProps {
  /** What the row is called. */
  name: string;
  rights: readonly RightEntry[];
  choice: Choice;
}

function Cells({ name, rights, choice }: CellProps) {
  const { t } = useTranslation('roles');
  return VERBS.map((verb) => {
    const own = rights.filter((right) => right.verb === verb);
    return (
      <td key={verb}>
        {own.length > 0 && (
          <TriCheck
            label={`${name}: ${t(`verbs.${verb}`)}`}
            state={triState(own.filter(choice.isChosen).length, own.length)}
            disabled={choice.isDisabled}
            onChange={(isOn) => choice.set(own, isOn)}
          />
        )}
      </td>
    );
  });
}

interface GroupRowProps {
  group: RightsGroup;
  choice: Choice;
  isClosed: boolean;
  onToggle: () => void;
}

function GroupRow({ group, choice, isClosed, onToggle }: GroupRowProps) {
  const { t } = useTranslation('roles');
  const name = t(`groups.${group.id}`);
  return (
    <tr className={classes['group']}>
      <th scope="rowgroup">
        <IconButton
          icon={isClosed ? 'right' : 'down'}
          tiny
          label={t(isClosed ? 'editor.open' : 'editor.close', { name })}
          aria-expanded={!isClosed}
          onClick={onToggle}
        />
        {name}
      </th>
      <Cells name={name} rights={group.pages.flatMap(({ rights }) => rights)} choice={choice} />
    </tr>
  );
}

interface PageRowProps {
  title: string;
  own: PageRights;
  choice: Choice;
  isOpen: boolean;
  onOpen: () => void;
}

/** A press on the name shows the codes of the page in the pane. */
const PageRow = ({ title, own, choice, isOpen, onOpen }: PageRowProps) => (
  <tr className={isOpen ? classes['open'] : undefined}>
    <th scope="row">
      <button type="button" aria-pressed={isOpen} onClick={onOpen}>
        {title}
      </button>
    </th>
    <Cells name={title} rights={own.rights} choice={choice} />
  </tr>
);
