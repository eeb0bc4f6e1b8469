import type { ReactNode } from 'react';

/** Faces of the sockets on a 24 grid, by connector type code. */
export const FACES = {
  type1: (
    <>
      <circle cx="12" cy="12.6" r="9.2" />
      <path d="M9.8 3.4V1.6h4.4v1.8" />
      <circle cx="8.8" cy="9.4" r="1.9" fill="currentColor" stroke="none" />
      <circle cx="15.2" cy="9.4" r="1.9" fill="currentColor" stroke="none" />
      <circle cx="7" cy="14.2" r="1.15" fill="currentColor" stroke="none" />
      <circle cx="17" cy="14.2" r="1.15" fill="currentColor" stroke="none" />
      <circle cx="12" cy="17" r="1.75" fill="currentColor" stroke="none" />
    </>
  ),
  type2: (
    <>
      <path d="M6.3 4.2h11.4a9.6 9.6 0 1 1-11.4 0z" />
      <circle cx="9.4" cy="8" r="1.05" fill="currentColor" stroke="none" />
      <circle cx="14.6" cy="8" r="1.05" fill="currentColor" stroke="none" />
      <circle cx="7.2" cy="12.4" r="1.6" fill="currentColor" stroke="none" />
      <circle cx="12" cy="12.4" r="1.6" fill="currentColor" stroke="none" />
      <circle cx="16.8" cy="12.4" r="1.6" fill="currentColor" stroke="none" />
      <circle cx="9.6" cy="16.8" r="1.6" fill="currentColor" stroke="none" />
      <circle cx="14.4" cy="16.8" r="1.6" fill="currentColor" stroke="none" />
    </>
  ),
  gbt_ac: (
    <>
      <path d="M9.7 2.7v2.4h4.6V2.7a9.6 9.6 0 1 1-4.6 0z" />
      <circle cx="8.4" cy="8.4" r="1.05" fill="currentColor" stroke="none" />
      <circle cx="15.6" cy="8.4" r="1.05" fill="currentColor" stroke="none" />
      <circle cx="7" cy="12.6" r="1.6" fill="currentColor" stroke="none" />
      <circle cx="12" cy="12.6" r="1.6" fill="currentColor" stroke="none" />
      <circle cx="17" cy="12.6" r="1.6" fill="currentColor" stroke="none" />
      <circle cx="9.4" cy="17" r="1.6" fill="currentColor" stroke="none" />
      <circle cx="14.6" cy="17" r="1.6" fill="currentColor" stroke="none" />
    </>
  ),
  gbt: (
    <>
      <circle cx="12" cy="12" r="9.6" />
      <circle cx="7.6" cy="11" r="2.3" fill="currentColor" stroke="none" />
      <circle cx="16.4" cy="11" r="2.3" fill="currentColor" stroke="none" />
      <circle cx="9.8" cy="6" r="0.95" fill="currentColor" stroke="none" />
      <circle cx="14.2" cy="6" r="0.95" fill="currentColor" stroke="none" />
      <circle cx="12" cy="15.6" r="1.6" fill="currentColor" stroke="none" />
      <circle cx="8.2" cy="16.6" r="0.95" fill="currentColor" stroke="none" />
      <circle cx="15.8" cy="16.6" r="0.95" fill="currentColor" stroke="none" />
      <circle cx="12" cy="8.6" r="0.95" fill="currentColor" stroke="none" />
    </>
  ),
  chademo: (
    <>
      <circle cx="12" cy="12" r="9.6" />
      <circle cx="7.6" cy="12" r="2.3" />
      <circle cx="16.4" cy="12" r="2.3" />
      <circle cx="12" cy="6.4" r="1.75" fill="currentColor" stroke="none" />
      <circle cx="12" cy="17.6" r="1.75" fill="currentColor" stroke="none" />
      <circle cx="12" cy="10.7" r="0.8" fill="currentColor" stroke="none" />
      <circle cx="12" cy="13.3" r="0.8" fill="currentColor" stroke="none" />
    </>
  ),
  ccs2: (
    <>
      <path d="M8.3 2.2h7.4a6.6 6.6 0 0 1 2.6 9.2c-.4.7-.2 1.5.5 1.9a4.3 4.3 0 0 1-1.9 8.1H7.1a4.3 4.3 0 0 1-1.9-8.1c.7-.4.9-1.2.5-1.9A6.6 6.6 0 0 1 8.3 2.2z" />
      <circle cx="10.2" cy="5" r="0.85" fill="currentColor" stroke="none" />
      <circle cx="13.8" cy="5" r="0.85" fill="currentColor" stroke="none" />
      <circle cx="8.7" cy="8.2" r="1.15" fill="currentColor" stroke="none" />
      <circle cx="12" cy="8.2" r="1.15" fill="currentColor" stroke="none" />
      <circle cx="15.3" cy="8.2" r="1.15" fill="currentColor" stroke="none" />
      <circle cx="10.3" cy="11.2" r="1.15" fill="currentColor" stroke="none" />
      <circle cx="13.7" cy="11.2" r="1.15" fill="currentColor" stroke="none" />
      <circle cx="8.4" cy="17.2" r="2.1" fill="currentColor" stroke="none" />
      <circle cx="15.6" cy="17.2" r="2.1" fill="currentColor" stroke="none" />
    </>
  ),
  tesla: (
    <>
      <path d="M7 3.2h10a4 4 0 0 1 3.9 4.9l-2.3 9.6A4 4 0 0 1 14.7 21H9.3a4 4 0 0 1-3.9-3.3L3.1 8.1A4 4 0 0 1 7 3.2z" />
      <circle cx="8.4" cy="8.6" r="2.2" fill="currentColor" stroke="none" />
      <circle cx="15.6" cy="8.6" r="2.2" fill="currentColor" stroke="none" />
      <circle cx="9.2" cy="14.6" r="1.05" fill="currentColor" stroke="none" />
      <circle cx="14.8" cy="14.6" r="1.05" fill="currentColor" stroke="none" />
      <circle cx="12" cy="16.4" r="1.3" fill="currentColor" stroke="none" />
    </>
  ),
  schuko: (
    <>
      <circle cx="12" cy="12" r="9.6" />
      <path d="M9.6 5.2h4.8M9.6 18.8h4.8" />
      <circle cx="8.4" cy="12" r="1.7" fill="currentColor" stroke="none" />
      <circle cx="15.6" cy="12" r="1.7" fill="currentColor" stroke="none" />
      <path d="M2.6 10.6h2v2.8h-2M21.4 10.6h-2v2.8h2" />
    </>
  ),
  unknown: (
    <>
      <circle cx="12" cy="12" r="9.6" strokeDasharray="3.4 2.6" />
      <path d="M12 6.8v6.6" strokeWidth="2" />
      <circle cx="12" cy="17" r="1.25" fill="currentColor" stroke="none" />
    </>
  ),
} satisfies Record<string, ReactNode>;
