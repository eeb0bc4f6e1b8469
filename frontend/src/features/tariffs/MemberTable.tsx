import { useTranslation } from 'react-i18next';
import { Icon } from '@/components/icons/Icon';
import { RowCheck } from '@/components/list/RowCheck';
import list from '@/components/list/list.module.css';
import type { GroupKind, Member } from './queries';

interface Column {
  title: string;
  sort?: string;
  cell: (member: Member) => string;
  width?: number;
}

interface MemberTableProps {
  kind: GroupKind;
  rows: readonly Member[];
  isTicked: (member: Member) => boolean;
  sort: string;
  onSort: (sort: string) => void;
  onTick: (rows: readonly Member[], isOn: boolean) => void;
}

/** Users by login with their names, or stations by number with name and address. */
export function MemberTable({ kind, rows, isTicked, sort, onSort, onTick }: MemberTableProps) {
  const { t } = useTranslation('tariffs');
  const columns = useMemberColumns(kind);
  const ticked = rows.filter(isTicked).length;
  return (
    <table className={list['table']}>
      <thead>
        <tr>
          <th scope="col" style={{ width: 52 }}>
            <RowCheck
              label={t('picker.page')}
              state={ticked === 0 ? 'none' : ticked < rows.length ? 'some' : 'all'}
              onChange={() => onTick(rows, ticked < rows.length)}
            />
          </th>
          {columns.map((column) => (
            <Heading key={column.title} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} onClick={() => onTick([row], !isTicked(row))}>
            <td>
              <RowCheck
                label={row.label}
                state={isTicked(row) ? 'all' : 'none'}
                onChange={() => onTick([row], !isTicked(row))}
              />
            </td>
            {columns.map(({ title, cell }) => (
              <td key={title}>{cell(row)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useMemberColumns(kind: GroupKind): Column[] {
  const { t } = useTranslation('tariffs');
  if (kind === 'user')
    return [
      { title: t('picker.login'), sort: 'login', cell: ({ label }) => label, width: 220 },
      { title: t('picker.fullName'), cell: ({ name }) => name },
    ];
  return [
    { title: t('picker.number'), sort: 'number', cell: ({ label }) => label, width: 130 },
    { title: t('picker.name'), sort: 'name', cell: ({ name }) => name },
    { title: t('picker.address'), sort: 'address', cell: ({ address }) => address },
  ];
}

interface HeadingProps {
  column: Column;
  sort: string;
  onSort: (sort: string) => void;
}

function Heading({ column: { title, sort: key, width }, sort, onSort }: HeadingProps) {
  const isDescending = sort === `-${key ?? ''}`;
  const isSorted = key !== undefined && (isDescending || sort === key);
  return (
    <th
      scope="col"
      style={{ width }}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
    >
      {key ? (
        <button
          type="button"
          className={`${list['sort']} ${isSorted ? list['sorted'] : ''}`}
          onClick={() => onSort(sort === key ? `-${key}` : key)}
        >
          {title}
          <Icon name={isDescending ? 'sortDown' : 'sortUp'} size={12} />
        </button>
      ) : (
        title
      )}
    </th>
  );
}
