import type { DeviceVariable } from '@/api/types';

export const makeVariable = (change: Partial<DeviceVariable> = {}): DeviceVariable => {
  const variable = change.variable ?? 'HeartbeatInterval';
  const component = change.component ?? 'Configuration';
  return {
    path: `${component}/${variable}`,
    component,
    component_instance: null,
    evse_id: null,
    connector_id: null,
    variable,
    variable_instance: null,
    value: '60',
    mutability: 'ReadWrite',
    data_type: null,
    unit: null,
    reported_at: '2026-11-24T09:04:31Z',
    ...change,
  };
};

/** Keys of a station that speaks 1.6. */
export const makeVariables = (): DeviceVariable[] => [
  makeVariable({ variable: 'AuthorizationCacheEnabled', value: 'true' }),
  makeVariable(),
  makeVariable({
    variable: 'MeterValuesSampledData',
    value: 'Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC,Temperature',
  }),
  makeVariable({ variable: 'NumberOfConnectors', value: '2', mutability: 'ReadOnly' }),
  makeVariable({ variable: 'WebSocketPingInterval', value: '30' }),
];
