import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import { Block, FieldLine, FieldList } from '@/components/card/Fields';
import { TimeChart } from '@/components/chart/TimeChart';
import type { Panel } from '@/components/chart/types';
import { Mark } from '@/components/icons/Mark';
import { StateLabel } from '@/components/states/StateLabel';
import { formatDateTime } from '@/lib/format';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { ACTIVE_ZONES, climateSensors, panelOf } from './climate';
import { readingsQuery } from './queries';
import classes from './climate.module.css';

type Sensor = Station['sensors'][number];

const HEIGHT = 150;

/** «Климат-контроль»: state, readings by zone, three days of them (STN-064, STN-123, STN-124). */
export function StationClimate({ station }: { station: Station }) {
  const { t } = useTranslation('stations');
  return (
    <div className={classes['climate']}>
      <section>
        <h2>{t('climate.state')}</h2>
        <Zones sensors={climateSensors(station)} />
        <Charts station={station} />
      </section>
      <section>
        <State station={station} />
        <Block title={t('climate.settings')}>
          <p className={classes['settings']}>{t('climate.noSettings')}</p>
        </Block>
      </section>
    </div>
  );
}

/** The zone of a sensor; one that tells none has its id. */
function useZoneName(): (sensor: Sensor) => string {
  const label = useEnumLabel();
  return useCallback(({ zone, id }) => (zone ? label('sensorZone', zone) : id), [label]);
}

function Zones({ sensors }: { sensors: readonly Sensor[] }) {
  const { t } = useTranslation('stations');
  const zoneName = useZoneName();
  if (sensors.length === 0) return <p className={classes['none']}>{t('climate.noSensors')}</p>;
  return (
    <ul className={classes['zones']}>
      {sensors.map((sensor) => (
        <li key={sensor.id} aria-label={zoneName(sensor)}>
          <header>
            <h3>{zoneName(sensor)}</h3>
            {ACTIVE_ZONES.includes(sensor.zone ?? '') ? (
              <span className={classes['active']}>
                <Mark name="dot" tone="ok" />
                {t('climate.active')}
              </span>
            ) : (
              <span className="muted">{t('climate.informative')}</span>
            )}
          </header>
          <Figures sensor={sensor} />
        </li>
      ))}
    </ul>
  );
}

function Figures({ sensor: { temperature_c: celsius, humidity_percent: percent } }: { sensor: Sensor }) {
  const { t } = useTranslation(['stations', 'common']);
  const { number } = useFormat();
  const figure = (value: number | null | undefined, decimals: number) =>
    typeof value === 'number' ? number(value, decimals) : '–';
  return (
    <dl>
      <div>
        <dt>{t('charts.temperature')}</dt>
        <dd>
          <b className="num">{figure(celsius, 1)}</b> {t('common:units.celsius')}
        </dd>
      </div>
      <div>
        <dt>{t('charts.humidity')}</dt>
        <dd>
          <b className="num">{figure(percent, 0)}</b> {t('common:units.percent')}
        </dd>
      </div>
    </dl>
  );
}

function Charts({ station }: { station: Station }) {
  const { t } = useTranslation('stations');
  const panels = usePanels(station);
  return panels.map((panel) => (
    <div key={panel.id} className={classes['chart']}>
      <TimeChart
        title={t('climate.threeDays', { quantity: panel.title })}
        fileName={`${station.number}-${panel.id}`}
        summary={panel.title}
        panels={[panel]}
        timeZone={station.time_zone}
      />
    </div>
  ));
}

function usePanels(station: Station): (Panel & { title: string })[] {
  const { t } = useTranslation(['stations', 'common']);
  const zoneName = useZoneName();
  const { data } = useQuery(readingsQuery(station.id));
  return useMemo(() => {
    if (!data) return [];
    const sensors = climateSensors(station);
    const look = { height: HEIGHT, name: '' };
    const [temperature, humidity] = [t('charts.temperature'), t('charts.humidity')];
    const celsius = { ...look, unit: t('common:units.celsius'), decimals: 1, isFree: true };
    const percent = { ...look, unit: t('common:units.percent'), decimals: 0, top: 100 };
    return [
      { title: temperature, panel: panelOf(sensors, data, 'temperature_c', celsius, zoneName) },
      { title: humidity, panel: panelOf(sensors, data, 'humidity_percent', percent, zoneName) },
    ].flatMap(({ title, panel }) => (panel ? [{ ...panel, title }] : []));
  }, [data, station, t, zoneName]);
}

function State({ station: { climate, time_zone: zone } }: { station: Station }) {
  const { t } = useTranslation('stations');
  return (
    <Block title={t('climate.title')}>
      <FieldList>
        <FieldLine label={t('climate.status')}>
          {climate?.status && <StateLabel kind="climateStatus" code={climate.status} />}
        </FieldLine>
        <FieldLine label={t('climate.relay')}>
          <Switched isOn={climate?.main_relay_is_closed} />
        </FieldLine>
        <FieldLine label={t('climate.heater')}>
          <Switched isOn={climate?.heater_is_on} />
        </FieldLine>
        <FieldLine label={t('climate.fan')}>
          <Switched isOn={climate?.fan_is_on} />
        </FieldLine>
        <FieldLine label={t('climate.at')}>
          <span className="num">{climate && formatDateTime(climate.at, zone)}</span>
        </FieldLine>
      </FieldList>
    </Block>
  );
}

/** Nothing where it is not told. */
function Switched({ isOn }: { isOn: boolean | null | undefined }) {
  const { t } = useTranslation('stations');
  if (typeof isOn !== 'boolean') return null;
  return (
    <span className={classes['switched']}>
      <Mark name={isOn ? 'dot' : 'bar'} tone={isOn ? 'ok' : 'off'} />
      {t(isOn ? 'climate.on' : 'climate.off')}
    </span>
  );
}
