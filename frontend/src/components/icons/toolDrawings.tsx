import type { ReactNode } from 'react';

/** Drawings of what one takes into the hand, on the same grid. */
export const TOOLS = {
  sliders: (
    <>
      <path d="M2.4 4.6h5.2M11 4.6h2.6M2.4 11.4H5M8.4 11.4h5.2" />
      <circle cx="9.3" cy="4.6" r="1.6" />
      <circle cx="6.7" cy="11.4" r="1.6" />
    </>
  ),
  image: (
    <>
      <rect x="2.3" y="3" width="11.4" height="10" rx="1.5" />
      <path d="M2.6 11l3.2-3.4 2.5 2.6 1.8-1.8 3.3 3.2" />
      <circle cx="10.6" cy="6" r=".9" />
    </>
  ),
  grip: (
    <g fill="currentColor" stroke="none">
      <circle cx="6" cy="4" r="1.1" />
      <circle cx="10" cy="4" r="1.1" />
      <circle cx="6" cy="8" r="1.1" />
      <circle cx="10" cy="8" r="1.1" />
      <circle cx="6" cy="12" r="1.1" />
      <circle cx="10" cy="12" r="1.1" />
    </g>
  ),
  key: (
    <>
      <circle cx="5.2" cy="10.8" r="2.7" />
      <path d="M7.2 8.8l6-6M11 5l1.8 1.8M9.2 6.8l1.3 1.3" />
    </>
  ),
  wrench: (
    <path d="M13.4 4.6l-2.2 2.2-2-2 2.2-2.2a3.4 3.4 0 0 0-4.5 4.3L2.6 11.2a1.56 1.56 0 0 0 2.2 2.2l4.3-4.3a3.4 3.4 0 0 0 4.3-4.5z" />
  ),
} satisfies Record<string, ReactNode>;
