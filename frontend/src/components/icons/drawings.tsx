import type { ReactNode } from 'react';
import { TOOLS } from './toolDrawings';

/** Drawings of the interface on a 16 grid, stroke 1.5 in the colour of the text. */
export const DRAWINGS = {
  alert: (
    <>
      <path d="M8 2.4l6 10.8H2z" />
      <path d="M8 6.6v3.2" />
      <circle cx="8" cy="11.5" r=".5" fill="currentColor" />
    </>
  ),
  arrow: <path d="M2.5 8h10.6M9.6 4.5L13.1 8l-3.5 3.5" />,
  bolt: <path d="M9 1.8L3.6 9h3.6L6.6 14.2 12.4 6.8H8.6z" />,
  bookmark: <path d="M4 2.6h8v11L8 10.8l-4 2.8z" />,
  calendar: (
    <>
      <rect x="2.5" y="3.4" width="11" height="10" rx="1.5" />
      <path d="M2.6 6.6h10.8M5.4 2v2.4M10.6 2v2.4" />
    </>
  ),
  check: <path d="M3.2 8.4l3 3 6.6-6.8" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  columns: (
    <>
      <rect x="2.5" y="3" width="11" height="10" rx="1.5" />
      <path d="M6.2 3v10M9.8 3v10" />
    </>
  ),
  dots: (
    <g fill="currentColor" stroke="none">
      <circle cx="8" cy="3.4" r="1.25" />
      <circle cx="8" cy="8" r="1.25" />
      <circle cx="8" cy="12.6" r="1.25" />
    </g>
  ),
  down: <path d="M4 6.2l4 4 4-4" />,
  eye: (
    <>
      <path d="M1.5 8S3.8 3.8 8 3.8 14.5 8 14.5 8 12.2 12.2 8 12.2 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  filter: <path d="M2.5 3.5h11L9.4 8.4v4.1l-2.8-1.4V8.4z" />,
  first: <path d="M11 4L7 8l4 4M4.6 4v8" />,
  inbox: (
    <>
      <path d="M2.5 9.2l1.9-5.4c.2-.5.6-.8 1.1-.8h5c.5 0 .9.3 1.1.8l1.9 5.4v2.6c0 .7-.5 1.2-1.2 1.2H3.7c-.7 0-1.2-.5-1.2-1.2z" />
      <path d="M2.6 9.2h3.2c.3 1.1 1.1 1.7 2.2 1.7s1.9-.6 2.2-1.7h3.2" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 7.4v3.4" />
      <circle cx="8" cy="5.2" r=".5" fill="currentColor" />
    </>
  ),
  last: <path d="M5 4l4 4-4 4M11.4 4v8" />,
  left: <path d="M9.8 4l-4 4 4 4" />,
  link: (
    <path d="M6.6 9.4l2.8-2.8M7.4 4.6l1.2-1.2a2.8 2.8 0 0 1 4 4l-1.2 1.2M8.6 11.4l-1.2 1.2a2.8 2.8 0 0 1-4-4l1.2-1.2" />
  ),
  list: (
    <>
      <path d="M5.5 4h8M5.5 8h8M5.5 12h8" />
      <g fill="currentColor" stroke="none">
        <circle cx="2.8" cy="4" r=".9" />
        <circle cx="2.8" cy="8" r=".9" />
        <circle cx="2.8" cy="12" r=".9" />
      </g>
    </>
  ),
  lock: (
    <>
      <rect x="3.4" y="7" width="9.2" height="6.6" rx="1.4" />
      <path d="M5.4 7V5.1a2.6 2.6 0 0 1 5.2 0V7" />
    </>
  ),
  unlock: (
    <>
      <rect x="3.4" y="7" width="9.2" height="6.6" rx="1.4" />
      <path d="M5.4 7V5.1a2.6 2.6 0 0 1 5-1" />
    </>
  ),
  logout: <path d="M9.5 2.8H4a1 1 0 0 0-1 1v8.4a1 1 0 0 0 1 1h5.5M7 8h6.6M11 5.3L13.7 8 11 10.7" />,
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  minus: <path d="M3.5 8h9" />,
  moon: <path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z" />,
  message: (
    <>
      <path d="M2.4 3.2h11.2v7.6H7l-3 2.6v-2.6H2.4z" />
      <path d="M5 6h6M5 8.2h3.6" />
    </>
  ),
  off: <path d="M2.2 2.2l11.6 11.6M5.2 11a3 3 0 0 1-1-5.4M7 4.3a4 4 0 0 1 4.8 2.2 2.7 2.7 0 0 1 1.6 4.2" />,
  play: <path d="M5 3.4v9.2l7.6-4.6z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  power: <path d="M8 2v5.4M4.5 4.3a5.2 5.2 0 1 0 7 0" />,
  refresh: (
    <>
      <path d="M13.3 6.8A5.5 5.5 0 1 0 13.5 9" />
      <path d="M13.6 3.2v3.7H9.9" />
    </>
  ),
  right: <path d="M6.2 4l4 4-4 4" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.4" />
      <path d="M10.4 10.4l3.2 3.2" />
    </>
  ),
  session: <path d="M5.5 1.8v3M10.5 1.8v3M3.8 4.8h8.4v2.4a4.2 4.2 0 0 1-8.4 0zM8 11.4v2.8" />,
  sortDown: <path d="M8 3v10M4.6 9.7L8 13l3.4-3.3" />,
  sortUp: <path d="M8 13V3M4.6 6.3L8 3l3.4 3.3" />,
  station: (
    <>
      <path d="M3.3 13.5V3.8a1.3 1.3 0 0 1 1.3-1.3h3.8a1.3 1.3 0 0 1 1.3 1.3v9.7M2.2 13.5h8.6M9.8 7.2h1.1a1 1 0 0 1 1 1v2.9a1.1 1.1 0 0 0 2.2 0V6.2L12.4 4.5" />
      <path d="M6.9 5L5.4 7.4h2.1L6.2 9.8" />
    </>
  ),
  stop: <rect x="4" y="4" width="8" height="8" rx="1" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.6v1.5M8 12.9v1.5M1.6 8h1.5M12.9 8h1.5M3.5 3.5l1 1M11.5 11.5l1 1M12.5 3.5l-1 1M4.5 11.5l-1 1" />
    </>
  ),
  tag: (
    <>
      <path d="M2.6 7.5V3.4a.8.8 0 0 1 .8-.8h4.1l6 6a1 1 0 0 1 0 1.4l-3.6 3.6a1 1 0 0 1-1.4 0z" />
      <circle cx="5.5" cy="5.5" r=".8" />
    </>
  ),
  up: <path d="M4 9.8l4-4 4 4" />,
  user: (
    <>
      <circle cx="8" cy="5.4" r="2.7" />
      <path d="M2.8 13.4c.5-2.6 2.6-4 5.2-4s4.7 1.4 5.2 4" />
    </>
  ),
  users: (
    <>
      <circle cx="6" cy="5.4" r="2.5" />
      <path d="M1.8 13.2c.3-2.5 2-4 4.2-4s3.9 1.5 4.2 4M10.4 3.2a2.4 2.4 0 0 1 0 4.5M12 9.7c1.3.5 2 1.8 2.2 3.5" />
    </>
  ),
  cross: <path d="M4 4l8 8M12 4l-8 8" />,
  card: (
    <>
      <rect x="2" y="3.6" width="12" height="8.8" rx="1.5" />
      <path d="M2 6.8h12M4.6 10h2.2" />
    </>
  ),
  chart: <path d="M2.5 13.3h11M4.4 13V8.6M8 13V3.4M11.6 13V6.4" />,
  organization: (
    <path d="M3 13.5v-10a1 1 0 0 1 1-1h4.8a1 1 0 0 1 1 1v10M9.8 7h2.4a1 1 0 0 1 1 1v5.5M1.8 13.5h12.4M5.4 5.4h2M5.4 8h2M5.4 10.6h2" />
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 3.9V3.5A1 1 0 0 0 9.5 2.5h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h.4" />
    </>
  ),
  pencil: (
    <>
      <path d="M10.6 3.1l2.3 2.3-7.4 7.4-2.9.6.6-2.9z" />
      <path d="M9.3 4.4l2.3 2.3" />
    </>
  ),
  send: (
    <>
      <path d="M2.6 8L2.2 3.2 13.8 8 2.2 12.8z" />
      <path d="M2.6 8h5" />
    </>
  ),
  trash: <path d="M2.8 4.3h10.4M6.2 4.2V2.8h3.6v1.4M4 4.4l.6 8.8h6.8l.6-8.8M6.7 7v3.6M9.3 7v3.6" />,
  download: <path d="M8 2.5v7.6M4.9 7.2L8 10.3l3.1-3.1M3 13.3h10" />,
  xlsx: (
    <>
      <path d="M9.5 2.3H4.3a1 1 0 0 0-1 1v9.4a1 1 0 0 0 1 1h7.4a1 1 0 0 0 1-1V5.5z" />
      <path d="M9.4 2.4v3.2h3.2M5.9 8.2l3 3.6M8.9 8.2l-3 3.6" />
    </>
  ),
  lines: <path d="M2.8 3.6h10.4M2.8 6.6h10.4M2.8 9.6h10.4M2.8 12.6h6" />,
  file: (
    <>
      <path d="M9.5 2.3H4.3a1 1 0 0 0-1 1v9.4a1 1 0 0 0 1 1h7.4a1 1 0 0 0 1-1V5.5z" />
      <path d="M9.4 2.4v3.2h3.2M5.6 8.6h4.8M5.6 11h3.2" />
    </>
  ),
  hub: (
    <>
      <circle cx="8" cy="8" r="1.9" />
      <circle cx="3" cy="3.6" r="1.3" />
      <circle cx="13" cy="3.6" r="1.3" />
      <circle cx="8" cy="13.6" r="1.3" />
      <path d="M4 4.5l2.6 2.2M12 4.5L9.4 6.7M8 10v2.2" />
    </>
  ),
  car: (
    <path d="M2.2 11.4V8.9l1-.9 1.2-3.1a1 1 0 0 1 .9-.6h5.4a1 1 0 0 1 .9.6L12.8 8l1 .9v2.5zM3.4 8h9.2M3.6 11.5v1.4M12.4 11.5v1.4" />
  ),
  terminal: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M4.6 6.2L6.8 8l-2.2 1.8M8.2 10h3" />
    </>
  ),
  shield: (
    <>
      <path d="M8 2l4.8 1.7v3.7c0 3.2-2 5.4-4.8 6.6-2.8-1.2-4.8-3.4-4.8-6.6V3.7z" />
      <path d="M5.9 7.9l1.5 1.5 2.8-3" />
    </>
  ),
  undo: <path d="M3 6.6h6.6a3.4 3.4 0 0 1 0 6.8H6M5.8 3.6L2.8 6.6l3 3" />,
  trend: <path d="M2.3 12l3.8-4.3 2.6 2.4 5-5.6M10.3 4.4h3.4v3.4" />,
  update: (
    <path d="M4.5 11.6a3 3 0 0 1-.4-6A4 4 0 0 1 11.8 6a2.8 2.8 0 0 1 .2 5.6M8 7.6v6M5.9 11.6L8 13.7l2.1-2.1" />
  ),
  ...TOOLS,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;
