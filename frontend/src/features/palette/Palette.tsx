import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Icon } from '@/components/icons/Icon';
import { useDebounced } from '@/lib/useDebounced';
import { HitLine } from './HitLine';
import { PaletteKeys } from './PaletteKeys';
import { SEARCH_FROM } from './queries';
import { useHits, type Hit, type PageHit } from './useHits';
import classes from './palette.module.css';

interface PaletteProps {
  pages: readonly PageHit[];
  onClose: () => void;
}

/** Ctrl+K: goes to a page, a station, a session, a user. The browser's own dialog keeps the focus and closes by Esc. */
export function Palette({ pages, onClose }: PaletteProps) {
  const { t } = useTranslation('palette');
  const navigate = useNavigate();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [place, setPlace] = useState(0);
  const asked = useDebounced(text.trim());
  const { groups, isLoading } = useHits(asked, text.trim(), pages);
  const hits = groups.flatMap((group) => group.hits);
  const chosen = hits[Math.min(place, hits.length - 1)];
  const optionId = (hit: Hit) => `${id}-${hit.id}`;

  useEffect(() => {
    dialog.current?.showModal();
    field.current?.focus();
  }, []);

  const go = (hit: Hit | undefined, isApart: boolean) => {
    if (!hit) return;
    if (isApart) window.open(hit.path, '_blank', 'noopener');
    else void navigate(hit.path);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = Math.max(1, hits.length);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: count - 1 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setPlace((Math.min(place, count - 1) + step) % count);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      go(chosen, event.ctrlKey || event.metaKey);
    }
  };
  return (
    <dialog ref={dialog} className={classes['palette']} aria-label={t('title')} onClose={onClose}>
      <button type="button" className={classes['scrim']} tabIndex={-1} aria-hidden="true" onClick={onClose} />
      <div className={classes['box']}>
        <div className={classes['line']}>
          <Icon name="search" />
          <input
            ref={field}
            role="combobox"
            aria-label={t('title')}
            aria-expanded={hits.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={chosen && optionId(chosen)}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onKeyDown={onKeyDown}
            onChange={({ target }) => {
              setText(target.value);
              setPlace(0);
            }}
          />
          <span>{t('where')}</span>
        </div>
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label={t('results')}
          aria-busy={isLoading}
          className={classes['hits']}
        >
          {groups.map((group) => (
            <div key={group.title} role="group" aria-label={group.title}>
              <p aria-hidden="true">{group.title}</p>
              {group.hits.map((hit) => (
                <HitLine
                  key={hit.id}
                  id={optionId(hit)}
                  hit={hit}
                  text={asked}
                  isChosen={hit === chosen}
                  onChoose={() => setPlace(hits.indexOf(hit))}
                  onOpen={(isApart) => go(hit, isApart)}
                />
              ))}
            </div>
          ))}
        </div>
        <p className={classes['note']} role="status">
          {asked.length < SEARCH_FROM
            ? t('atLeast', { least: SEARCH_FROM })
            : hits.length === 0 && !isLoading && t('nothing')}
        </p>
        <PaletteKeys />
      </div>
    </dialog>
  );
}
