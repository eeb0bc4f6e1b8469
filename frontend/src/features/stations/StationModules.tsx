import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Station } from '@/api/types';
import { ConnectorFace } from '@/components/icons/ConnectorFace';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { useFormat } from '@/lib/useFormat';
import { isActive, outputsOf, type Module, type Output } from './modules';
import classes from './modules.module.css';

/** Pixels of a module's card with the gap below it: the lines are drawn to their middles. */
const PITCH = 66;
const CARD = 54;
/** Of an output's card with the room around it. */
const OUTPUT = 76;
const WIDTH = 100;

interface StationModulesProps {
  station: Station;
  /** How far its commands have got. */
  children: ReactNode;
}

/** «КМ»: which power converters work for which output (CON-095..103). */
export function StationModules({ station, children }: StationModulesProps) {
  const { t } = useTranslation('stations');
  const outputs = outputsOf(station);
  const { modules, contactors } = station;
  return (
    <div className={classes['diagram']}>
      {children}
      <header>
        <h2>{t('modules.title')}</h2>
        <Sum station={station} />
      </header>
      <div className={classes['body']}>
        <ul aria-label={t('modules.list')}>
          {modules.map((module) => (
            <ModuleCard key={module.number} module={module} />
          ))}
        </ul>
        <Lines modules={modules} outputs={outputs} />
        <ul className={classes['outputs']} aria-label={t('modules.outputs')}>
          {outputs.map((output) => (
            <OutputCard
              key={output.connector.id}
              output={output}
              closed={contactors.filter(
                ({ is_closed: isClosed, connector_number: number }) =>
                  isClosed && number === output.connector.number,
              )}
            />
          ))}
        </ul>
      </div>
      <Legend />
    </div>
  );
}

function Sum({ station: { modules, connectors, resulting_power_w: limit } }: { station: Station }) {
  const { t } = useTranslation('stations');
  const { kw } = useFormat();
  const power = connectors.reduce((sum, { power_w: one }) => sum + one, 0);
  return (
    <p className="num">
      {t(limit === null ? 'modules.delivered' : 'modules.deliveredOf', {
        power: kw(power, 1),
        limit: limit === null ? '' : kw(limit, 0),
      })}
      {' · '}
      {t('modules.busy', { busy: modules.filter(isActive).length, all: modules.length })}
    </p>
  );
}

function ModuleCard({ module }: { module: Module }) {
  const { t } = useTranslation(['stations', 'common']);
  const { number } = useFormat();
  const { status, voltage_v: volts, current_a: amperes, temperature_c: celsius } = module;
  const electric = [
    typeof volts === 'number' && `${number(volts, 0)} ${t('common:units.v')}`,
    typeof amperes === 'number' && `${number(amperes, 0)} ${t('common:units.a')}`,
  ].filter(Boolean);
  return (
    <li className={classes[status ?? ''] ?? classes['idle']} data-status={status}>
      <strong>{t('modules.module', { number: module.number })}</strong>
      <b className="num">{electric.join('  ')}</b>
      <ModuleWord module={module} />
      <span className="num">
        {typeof celsius === 'number' && `${number(celsius, 0)} ${t('common:units.celsius')}`}
      </span>
    </li>
  );
}

function ModuleWord({ module: { status, connector_number: place } }: { module: Module }) {
  const { t } = useTranslation('stations');
  const label = useEnumLabel();
  const output = place !== null && t('modules.output', { number: place });
  return <small>{output || (status && label('moduleStatus', status))}</small>;
}

/** One coloured line from each working module to its output; without charging there is none (CON-099). */
function Lines({ modules, outputs }: { modules: readonly Module[]; outputs: readonly Output[] }) {
  const height = Math.max(modules.length * PITCH - (PITCH - CARD), outputs.length * OUTPUT);
  const middle = (place: number) => place * PITCH + CARD / 2;
  const target = (place: number) => ((place + 0.5) * height) / outputs.length;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} height={height} preserveAspectRatio="none" aria-hidden="true">
      {outputs.flatMap((output, place) =>
        output.modules.map(({ number }) => (
          <path
            key={number}
            d={`M0 ${middle(modules.findIndex((one) => one.number === number))}H${30 + place * 12}V${target(place)}H${WIDTH}`}
            stroke={`var(--chart-${output.colour})`}
          />
        )),
      )}
    </svg>
  );
}

interface OutputCardProps {
  output: Output;
  closed: Station['contactors'];
}

function OutputCard({ output: { connector, modules, colour }, closed }: OutputCardProps) {
  const { t } = useTranslation(['stations', 'common']);
  const label = useEnumLabel();
  const { kw } = useFormat();
  const { number, type, power_w: power } = connector;
  const words = [
    label('connectorType', type),
    modules.length > 0 &&
      t('modules.served', { count: modules.length, numbers: modules.map((one) => one.number).join(', ') }),
    closed.length > 0 && closed.map(({ name }) => name).join(', '),
  ];
  const isServed = modules.length > 0;
  return (
    <li style={isServed ? { borderColor: `var(--chart-${colour})` } : undefined} data-served={isServed}>
      <ConnectorFace type={type} tone={isServed ? 'charge' : undefined} size={26} />
      <span>
        <strong>{t('modules.outputTitle', { number })}</strong>
        <small>{words.filter(Boolean).join(' · ')}</small>
      </span>
      <span className={classes['power']}>
        <b className="num">{kw(power, 1)}</b> {t('common:units.kw')}
      </span>
    </li>
  );
}

/** What the fills mean (CON-100..103). */
function Legend() {
  const { t } = useTranslation('stations');
  return (
    <ul className={classes['legend']}>
      {(['idle', 'active', 'no_connection', 'error'] as const).map((status) => (
        <li key={status}>
          <i className={classes[status]} />
          {t(`modules.legend.${status}`)}
        </li>
      ))}
    </ul>
  );
}
