import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RightEntry } from '@/api/types';
import { IconButton } from '@/components/buttons/IconButton';
import { SelectInput } from '@/components/fields/SelectInput';
import { TriCheck, triState } from '@/components/fields/TriCheck';
import { Icon } from '@/components/icons/Icon';
import type { Choice } from './RightsPicker';
import classes from './rights.module.css';

const SIZES = [10, 25, 50, 100];

interface RightsListProps {
  rights: readonly RightEntry[];
  choice: Choice;
}

/** The table of ROL-015: box, code, description; ten rows a page. */
export function RightsList({ rights, choice }: RightsListProps) {
  const { t } = useTranslation(['roles', 'common']);
  const [size, setSize] = useState(10);
  const [page, setPage] = useState(0);
  const [isDescending, setDescending] = useState(false);
  const sorted = rights.toSorted(
    (left, right) => left.code.localeCompare(right.code, 'en') * (isDescending ? -1 : 1),
  );
  const last = Math.max(0, Math.ceil(sorted.length / size) - 1);
  const from = page * size;
  const shown = sorted.slice(from, from + size);
  const range = {
    from: sorted.length === 0 ? 0 : from + 1,
    to: Math.min(from + size, sorted.length),
    total: sorted.length,
  };
  return (
    <div className={classes['list']}>
      <div className={classes['matrix']} role="region" aria-label={t('editor.asList')} tabIndex={0}>
        <table className={classes['codes']}>
          <thead>
            <tr>
              <td>
                <TriCheck
                  label={t('editor.all')}
                  state={triState(rights.filter(choice.isChosen).length, rights.length)}
                  disabled={choice.isDisabled || rights.length === 0}
                  onChange={(isOn) => choice.set(rights, isOn)}
                />
              </td>
              <th scope="col" aria-sort={isDescending ? 'descending' : 'ascending'}>
                <button type="button" onClick={() => setDescending(!isDescending)}>
                  {t('editor.code')}
                  <Icon name={isDescending ? 'sortDown' : 'sortUp'} size={12} />
                </button>
              </th>
              <th scope="col">{t('editor.description')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((right) => (
              <tr key={right.code}>
                <td>
                  <TriCheck
                    label={right.code}
                    state={choice.isChosen(right) ? 'all' : 'none'}
                    disabled={choice.isDisabled}
                    onChange={(isOn) => choice.set([right], isOn)}
                  />
                </td>
                <th scope="row" className="mono">
                  {right.code}
                </th>
                <td>{choice.titleOf(right)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rights.length === 0 && <p className={classes['nothing']}>{t('common:list.empty')}</p>}
      </div>
      <footer className={classes['pages']}>
        <span>{t('common:list.rowsPerPage')}</span>
        <SelectInput
          small
          label={t('common:list.rowsPerPage')}
          value={String(size)}
          options={SIZES.map((count) => ({ value: String(count), label: String(count) }))}
          onChange={(count) => {
            setSize(Number(count));
            setPage(0);
          }}
        />
        <span className="num">{t('common:list.range', range)}</span>
        <IconButton
          icon="first"
          dense
          label={t('common:list.first')}
          disabled={page === 0}
          onClick={() => setPage(0)}
        />
        <IconButton
          icon="left"
          dense
          label={t('common:list.previous')}
          disabled={page === 0}
          onClick={() => setPage(page - 1)}
        />
        <IconButton
          icon="right"
          dense
          label={t('common:list.next')}
          disabled={page >= last}
          onClick={() => setPage(page + 1)}
        />
        <IconButton
          icon="last"
          dense
          label={t('common:list.last')}
          disabled={page >= last}
          onClick={() => setPage(last)}
        />
      </footer>
    </div>
  );
}
