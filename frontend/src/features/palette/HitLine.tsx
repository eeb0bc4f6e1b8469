import { useEffect, useRef } from 'react';
import { Icon } from '@/components/icons/Icon';
import type { Hit } from './useHits';
import classes from './palette.module.css';

interface HitLineProps {
  id: string;
  hit: Hit;
  /** What was typed: its place in the name is coloured. */
  text: string;
  isChosen: boolean;
  onChoose: () => void;
  onOpen: (isApart: boolean) => void;
}

export function HitLine({ id, hit, text, isChosen, onChoose, onOpen }: HitLineProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- The keyboard stays in the field above, as in every combobox: the line only hears the pointer.
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      className={classes['hit']}
      onPointerMove={isChosen ? undefined : onChoose}
      onClick={({ ctrlKey, metaKey }) => onOpen(ctrlKey || metaKey)}
    >
      <Icon name={hit.icon} />
      <span className="ellipsis">
        <Match name={hit.name} text={text} />
        {hit.place && (
          <small>
            <Match name={hit.place} text={text} />
          </small>
        )}
      </span>
      {hit.state}
      {isChosen && <kbd>Enter</kbd>}
    </div>
  );
}

function Match({ name, text }: { name: string; text: string }) {
  const at = text === '' ? -1 : name.toLowerCase().indexOf(text.toLowerCase());
  if (at < 0) return name;
  return (
    <>
      {name.slice(0, at)}
      <mark>{name.slice(at, at + text.length)}</mark>
      {name.slice(at + text.length)}
    </>
  );
}
