import { useTranslation } from 'react-i18next';
import { Tabs } from '@/components/card/Tabs';
import { useMe, type Right } from '@/lib/me';
import { paths } from '../paths';

const TABS = [
  { id: 'list', path: paths.stations, right: 'stations:read' },
  { id: 'unknown', path: paths.unknownStations, right: 'unknown-stations:read' },
  { id: 'quarantine', path: paths.quarantine, right: 'quarantine:read' },
] as const satisfies { id: string; path: string; right: Right }[];

/** What a dispatcher knows of stations: the list, those that knock, and messages put aside. */
export function StationsTabs({ active }: { active: (typeof TABS)[number]['id'] }) {
  const { t } = useTranslation('stations');
  const rights = useMe()?.rights ?? [];
  const offered = TABS.filter(({ right }) => rights.includes(right));
  if (offered.length < 2) return null;
  return (
    <Tabs tabs={offered.map(({ id, path }) => ({ id, path, title: t(`tabs.${id}`) }))} active={active} />
  );
}
