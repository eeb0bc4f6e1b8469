import type { Tone } from '../states/looks';
import { MARKS, type MarkName } from './marks';

interface MarkProps {
  name: MarkName;
  tone: Tone;
  size?: number;
}

/** The small drawing of a state, in the colour of its role. */
export const Mark = ({ name, tone, size = 12 }: MarkProps) => (
  <svg
    viewBox="0 0 12 12"
    width={size}
    height={size}
    style={{ flex: 'none', display: 'block', color: `var(--${tone}-mark)` }}
    aria-hidden="true"
  >
    {MARKS[name]}
  </svg>
);
