import type { Connector, Station } from '@/api/types';
import type { ChartColour } from '@/components/chart/types';

export type Module = Station['modules'][number];

export interface Output {
  connector: Connector;
  modules: readonly Module[];
  colour: ChartColour;
}

/** Lines of different outputs have different colours (CON-099). */
const COLOURS: readonly ChartColour[] = ['s1', 's4', 's3', 's5', 's6'];
const ACTIVE = 'active';

export const isActive = ({ status }: Module): boolean => status === ACTIVE;

/** «КМ» is offered where the station has told its modules: only a fast one has any (CON-005). */
export const hasModules = ({ modules }: Pick<Station, 'modules'>): boolean => modules.length > 0;

/** The connectors that modules can work for, each with those that do now. */
export const outputsOf = ({ connectors, modules }: Pick<Station, 'connectors' | 'modules'>): Output[] =>
  connectors
    .filter(({ supply, number }) => supply === 'dc' || modules.some((one) => one.connector_number === number))
    .map((connector, place) => ({
      connector,
      modules: modules.filter((one) => isActive(one) && one.connector_number === connector.number),
      colour: COLOURS[place % COLOURS.length] ?? 's1',
    }));
