import { DRAWINGS, type IconName } from './drawings';

interface IconProps {
  name: IconName;
  size?: number;
  className?: string | undefined;
}

/** A drawing of the interface. It has no name of its own: the button or the text beside it has. */
export const Icon = ({ name, size = 16, className }: IconProps) => (
  <svg
    viewBox="0 0 16 16"
    width={size}
    height={size}
    className={className}
    fill="none"
    stroke="currentColor"
    strokeWidth={1.5}
    strokeLinecap="round"
    strokeLinejoin="round"
    style={{ flex: 'none', display: 'block' }}
    aria-hidden="true"
  >
    {DRAWINGS[name]}
  </svg>
);
