import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceVariable, Station } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { ListView } from '@/components/list/ListView';
import type { Column, ListDeclaration, RowAction } from '@/components/list/types';
import { StateMessage } from '@/components/messages/StateMessage';
import { formatDate, formatTime } from '@/lib/format';
import { useOffline } from '@/lib/offline';
import { variablesQuery } from './queries';
import classes from './stations.module.css';

interface StationVariablesProps {
  station: Station;
  /** The station is to tell its settings; nothing without the right to command it. */
  onRead: (() => void) | undefined;
  /** One of them is to be changed. */
  onChange: ((variable: DeviceVariable) => void) | undefined;
}

const READ_ONLY = 'ReadOnly';

/** Settings as the station last told them: keys of 1.6 and of native stations, variables of 2.0.1. */
export const StationVariables = (props: StationVariablesProps) => <ListView list={useVariablesList(props)} />;

function useVariablesList({
  station,
  onRead,
  onChange,
}: StationVariablesProps): ListDeclaration<DeviceVariable> {
  const { t } = useTranslation('stations');
  const { id, number, time_zone: zone } = station;
  const columns = useVariableColumns(zone);
  const actions = useMemo<RowAction<DeviceVariable>[] | undefined>(
    () =>
      onChange && [
        {
          id: 'change',
          label: t('settings.change'),
          icon: 'pencil',
          run: onChange,
          isDisabled: ({ mutability }) => mutability === READ_ONLY,
        },
      ],
    [t, onChange],
  );
  return useMemo(
    () => ({
      id: 'station-settings',
      label: t('settings.label'),
      columns,
      filters: [{ kind: 'text', name: 'q', label: t('settings.search'), least: 3 }],
      scope: { filters: {}, chips: [number], without: [] },
      exportPath: `/api/v1/stations/${id}/variables/export`,
      defaultSort: 'path',
      isLog: true,
      rowId: ({ path }) => path,
      rowName: ({ path }) => path,
      query: (query) => variablesQuery(id, query),
      phoneCard: (variable) => <VariableCard variable={variable} />,
      endTools: () => onRead && <ReadButton onRead={onRead} />,
      emptyState: <StateMessage icon="sliders" title={t('settings.empty')} hint={t('settings.emptyHint')} />,
      ...(actions && { actions }),
    }),
    [t, columns, id, number, onRead, actions],
  );
}

function ReadButton({ onRead }: { onRead: () => void }) {
  const { t } = useTranslation('stations');
  const isOffline = useOffline();
  return (
    <Button icon="download" disabled={isOffline} onClick={onRead}>
      {t('settings.read')}
    </Button>
  );
}

/** Where it belongs, when that is more than the one list of keys. */
function placeOf({
  component,
  component_instance: instance,
  evse_id: evse,
  connector_id: connector,
}: DeviceVariable) {
  const socket = [evse, connector].filter((part) => part !== null).join('.');
  return [component, instance && `[${instance}]`, socket && `@${socket}`].filter(Boolean).join('');
}

const nameOf = ({ variable, variable_instance: instance }: DeviceVariable) =>
  instance ? `${variable}[${instance}]` : variable;

const VariableCard = ({ variable }: { variable: DeviceVariable }) => (
  <span className={classes['variableCard']}>
    <b>{nameOf(variable)}</b>
    <span className="mono">{variable.value}</span>
    <span className="muted">{placeOf(variable)}</span>
  </span>
);

function useVariableColumns(zone: string): Column<DeviceVariable>[] {
  const { t } = useTranslation('stations');
  return useMemo(
    () => [
      {
        id: 'component',
        field: 'component,component_instance,evse_id,connector_id',
        title: t('settings.component'),
        width: 230,
        sort: 'path',
        cell: placeOf,
      },
      {
        id: 'variable',
        field: 'variable,variable_instance',
        title: t('settings.variable'),
        width: 320,
        cell: (variable) => <b className={classes['variable']}>{nameOf(variable)}</b>,
      },
      {
        id: 'value',
        field: 'value',
        title: t('settings.value'),
        least: 220,
        cell: ({ value, unit }) => (
          <span className="mono">
            {value} {unit && <span className="muted">{unit}</span>}
          </span>
        ),
        full: ({ value }) => value,
      },
      {
        id: 'mutability',
        field: 'mutability',
        title: t('settings.mutability'),
        width: 150,
        yields: true,
        cell: ({ mutability }) =>
          mutability &&
          t(`settings.mutabilities.${mutability}` as 'settings.mutabilities.ReadOnly', {
            defaultValue: mutability,
          }),
      },
      {
        id: 'type',
        field: 'data_type',
        title: t('settings.type'),
        width: 130,
        isHidden: true,
        cell: ({ data_type: type }) => type,
      },
      {
        id: 'reported',
        field: 'reported_at',
        title: t('settings.reported'),
        width: 170,
        cell: ({ reported_at: at }) => (
          <time dateTime={at} className="num">
            <span className="muted">{formatDate(at, zone)}</span> {formatTime(at, zone)}
          </time>
        ),
      },
    ],
    [t, zone],
  );
}
