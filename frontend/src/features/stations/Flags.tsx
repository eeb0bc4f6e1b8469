import { useEnumLabel, type Vocabulary } from '@/lib/useEnumLabel';
import classes from './stations.module.css';

interface FlagsProps {
  codes: readonly string[];
  /** Without one the flags are names of the station's own. */
  vocabulary?: Vocabulary;
}

/** Each flag on a line of its own, divided by «;» (CON-024). */
export function Flags({ codes, vocabulary }: FlagsProps) {
  const label = useEnumLabel();
  return codes.map((code, place) => (
    <span key={code} className={classes['flag']}>
      {vocabulary ? label(vocabulary, code) : code}
      {place < codes.length - 1 && ';'}
    </span>
  ));
}
