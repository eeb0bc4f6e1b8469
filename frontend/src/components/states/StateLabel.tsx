import { useEnumLabel } from '@/lib/useEnumLabel';
import { Mark } from '../icons/Mark';
import { lookOf, type StateKind } from './looks';
import classes from './states.module.css';

interface StateProps {
  kind: StateKind;
  code: string;
}

/** Mark and word on the plain surface: normal is quiet. */
export function StateLabel({ kind, code }: StateProps) {
  const label = useEnumLabel();
  const { tone, mark } = lookOf(kind, code);
  return (
    <span className={`${classes['label']} ${classes[tone] ?? ''}`}>
      <Mark name={mark} tone={tone} />
      {label(kind, code)}
    </span>
  );
}

/** Mark and word on the soft background of the role. */
export function StatePill({ kind, code, capitals = false }: StateProps & { capitals?: boolean }) {
  const label = useEnumLabel();
  const { tone, mark } = lookOf(kind, code);
  return (
    <span
      className={`${classes['pill']} ${capitals ? classes['capitals'] : ''}`}
      style={{ background: `var(--${tone}-soft)`, color: `var(--${tone}-text)` }}
    >
      <Mark name={mark} tone={tone} />
      {label(kind, code)}
    </span>
  );
}
