import type { ReactNode } from 'react';

/** Marks of a state on a 12 grid: readable in greyscale and with any colour vision. */
export const MARKS = {
  bar: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M3.7 6h4.6" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  bolt: <path d="M7.2.6L2 6.9h3.1L4.4 11.4 10 4.9H6.6z" fill="currentColor" />,
  check: (
    <path
      d="M1.8 6.5l2.9 2.9 5.6-6.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
  clock: (
    <>
      <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M6 3.4V6l1.9 1.3" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
  cross: (
    <path d="M2.8 2.8l6.4 6.4M9.2 2.8L2.8 9.2" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
  ),
  dot: <circle cx="6" cy="6" r="3.6" fill="currentColor" />,
  half: (
    <>
      <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M6 1.8a4.2 4.2 0 0 1 0 8.4z" fill="currentColor" />
    </>
  ),
  bookmark: <path d="M2.8 1.2h6.4v9.8L6 8.5l-3.2 2.5z" fill="currentColor" />,
  meter: (
    <path
      d="M1.6 9.4a4.6 4.6 0 1 1 8.8 0M6 7.6l2-2.6"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
    />
  ),
  noPower: (
    <>
      <path
        d="M7.2 1L2.6 6.9h2.7L4.7 11 9.6 4.9H6.7z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.2"
        strokeLinejoin="round"
      />
      <path d="M1.4 1.4l9.2 9.2" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" />
    </>
  ),
  octagon: (
    <path
      fillRule="evenodd"
      fill="currentColor"
      d="M3.7.5h4.6l3.2 3.2v4.6l-3.2 3.2H3.7L.5 8.3V3.7zM3 5.2v1.6h6V5.2z"
    />
  ),
  pause: (
    <path
      d="M3.7 2.2v7.6M8.3 2.2v7.6"
      fill="none"
      stroke="currentColor"
      strokeWidth="2.2"
      strokeLinecap="round"
    />
  ),
  powerOff: (
    <path
      d="M6 1.2v4.4M3.2 2.9a4.3 4.3 0 1 0 5.6 0"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
    />
  ),
  question: (
    <>
      <path
        d="M3.8 4.2A2.2 2.2 0 1 1 6.7 6.3c-.5.2-.7.6-.7 1.2"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
      <circle cx="6" cy="10" r="1" fill="currentColor" />
    </>
  ),
  ring: <circle cx="6" cy="6" r="3.4" fill="none" stroke="currentColor" strokeWidth="1.8" />,
  ringDot: (
    <>
      <circle cx="6" cy="6" r="4.3" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <circle cx="6" cy="6" r="1.9" fill="currentColor" />
    </>
  ),
  slash: (
    <>
      <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="M2.9 9.1l6.2-6.2" stroke="currentColor" strokeWidth="1.4" />
    </>
  ),
  square: (
    <rect
      x="2.4"
      y="2.4"
      width="7.2"
      height="7.2"
      rx="1.2"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeDasharray="2 1.4"
    />
  ),
  triangle: (
    <path
      fillRule="evenodd"
      fill="currentColor"
      d="M6 .8a.9.9 0 0 1 .8.45l4.9 8.6A.9.9 0 0 1 10.9 11.2H1.1a.9.9 0 0 1-.8-1.35l4.9-8.6A.9.9 0 0 1 6 .8zM5.3 4v3.4h1.4V4zM5.3 8.4v1.4h1.4V8.4z"
    />
  ),
  up: (
    <path
      d="M6 10.4V2.2M2.6 5.4L6 2l3.4 3.4"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  ),
} satisfies Record<string, ReactNode>;

export type MarkName = keyof typeof MARKS;
