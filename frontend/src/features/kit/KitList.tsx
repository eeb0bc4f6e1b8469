import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ListView } from '@/components/list/ListView';
import type { Column, FilterField, ListDeclaration } from '@/components/list/types';
import { StateLabel } from '@/components/states/StateLabel';
import { showToast } from '@/components/toast/toasts';
import { formatDateTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { askRows, type KitRow } from './rows';

const STATUSES = ['ok', 'warning', 'out_of_order', 'offline'];

/** A list with everything that the list kit can do, over ten thousand rows. */
export const KitList = () => <ListView list={useKitList()} />;

function useKitList(): ListDeclaration<KitRow> {
  const { t } = useTranslation('kit');
  const columns = useColumns();
  const filters = useFilters();
  return useMemo(
    () => ({
      id: 'kit',
      label: t('list.label'),
      columns,
      filters,
      defaultSort: '-seenAt',
      rowId: ({ id }) => id,
      rowName: ({ number }) => number,
      cardPath: () => '/dev/kit/card',
      create: { label: t('looks.add'), run: () => showToast('info', t('looks.add')) },
      actions: [
        { id: 'edit', label: t('list.edit'), icon: 'pencil', run: ({ number }) => showToast('info', number) },
        {
          id: 'delete',
          label: t('list.delete'),
          icon: 'trash',
          isDangerous: true,
          run: ({ number }) => showToast('info', number),
        },
      ],
      bulk: [
        {
          id: 'refresh',
          label: t('looks.refresh'),
          icon: 'refresh',
          run: (rows, clear) => {
            showToast('success', rows.map(({ number }) => number).join(', '));
            clear();
          },
        },
        {
          id: 'delete',
          label: t('list.delete'),
          icon: 'trash',
          isDangerous: true,
          run: (_, clear) => clear(),
        },
      ],
      phoneCard: (row) => (
        <>
          <strong>{row.number}</strong> <StateLabel kind="technicalStatus" code={row.status} />
          <p className="muted">{row.address}</p>
        </>
      ),
      query: (query) => ({
        queryKey: ['kit', 'list', query],
        queryFn: () => Promise.resolve(askRows(query)),
      }),
    }),
    [t, columns, filters],
  );
}

function useColumns(): Column<KitRow>[] {
  const { t } = useTranslation(['kit', 'common']);
  const { kw } = useFormat();
  return useMemo(
    () => [
      { id: 'number', title: t('list.number'), width: 120, sort: 'number', cell: ({ number }) => number },
      {
        id: 'status',
        title: t('list.status'),
        width: 190,
        sort: 'status',
        cell: ({ status }) => <StateLabel kind="technicalStatus" code={status} />,
      },
      {
        id: 'power',
        title: t('list.power'),
        width: 110,
        align: 'end',
        sort: 'powerW',
        cell: ({ powerW }) => (
          <>
            {kw(powerW)}
            <span className="unit">{t('common:units.kw')}</span>
          </>
        ),
      },
      {
        id: 'seenAt',
        title: t('list.seenAt'),
        width: 180,
        align: 'end',
        sort: 'seenAt',
        cell: ({ seenAt }) => formatDateTime(seenAt),
      },
      { id: 'address', title: t('list.address'), width: 200, isHidden: true, cell: ({ address }) => address },
      { id: 'note', title: t('list.note'), least: 200, full: ({ note }) => note, cell: ({ note }) => note },
    ],
    [t, kw],
  );
}

function useFilters(): FilterField[] {
  const { t } = useTranslation('kit');
  const label = useEnumLabel();
  return useMemo(
    () => [
      { kind: 'text', name: 'q', label: t('list.search'), least: 2 },
      {
        kind: 'select',
        name: 'status',
        label: t('list.status'),
        options: STATUSES.map((value) => ({ value, label: label('technicalStatus', value) })),
      },
    ],
    [t, label],
  );
}
