import type { Tone } from '../states/looks';
import { FACES } from './faces';

interface ConnectorFaceProps {
  /** Code of ENU-015..022; anything else is drawn as unknown. */
  type: string;
  tone?: Tone | undefined;
  size?: number;
}

/** The socket as the driver sees it, coloured by the state of the connector. */
export const ConnectorFace = ({ type, tone, size = 20 }: ConnectorFaceProps) => (
  <svg
    viewBox="0 0 24 24"
    width={size}
    height={size}
    fill="none"
    stroke="currentColor"
    strokeWidth={1.4}
    strokeLinejoin="round"
    strokeLinecap="round"
    style={{ flex: 'none', display: 'block', color: tone ? `var(--${tone}-mark)` : 'var(--text2)' }}
    aria-hidden="true"
  >
    {type in FACES ? FACES[type as keyof typeof FACES] : FACES.unknown}
  </svg>
);
