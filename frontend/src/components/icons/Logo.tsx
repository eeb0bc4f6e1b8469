export const Logo = ({ size = 22 }: { size?: number }) => (
  <svg viewBox="0 0 24 24" width={size} height={size} style={{ color: 'var(--accent)' }} aria-hidden="true">
    <path
      d="M18 6.4h-7.4a2.8 2.8 0 0 0 0 5.6h2.8a2.8 2.8 0 0 1 0 5.6H6"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.6"
      strokeLinecap="round"
    />
    <circle cx="18.6" cy="6.4" r="2.6" fill="currentColor" />
    <circle cx="5.4" cy="17.6" r="2.6" fill="currentColor" />
  </svg>
);
