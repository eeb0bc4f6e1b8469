import { useMemo } from 'react';
import { pretty, tokensOf } from './tokens';
import classes from './code.module.css';

/** Longer texts are shown without colours: thousands of elements would make the page slow. */
const MOST = 40_000;

interface JsonViewProps {
  /** A JSON text, or a value to be written as one. */
  value: unknown;
  /** As it came instead of formatted. */
  isRaw?: boolean;
  label: string;
}

/** JSON, formatted and coloured; it scrolls by itself and can be reached by the keyboard. */
export function JsonView({ value, isRaw = false, label }: JsonViewProps) {
  const text = useMemo(() => {
    if (typeof value !== 'string') return JSON.stringify(value, null, 2);
    return isRaw ? value : pretty(value);
  }, [value, isRaw]);
  const tokens = useMemo(() => (text.length > MOST ? null : tokensOf(text)), [text]);
  return (
    <pre className={classes['code']} role="region" aria-label={label} tabIndex={0}>
      {tokens
        ? tokens.map(({ kind, text: part }, index) => (
            <span key={index} className={classes[kind]}>
              {part}
            </span>
          ))
        : text}
    </pre>
  );
}
