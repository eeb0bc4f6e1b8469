import { createContext, useContext, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePhone } from '@/lib/useMedia';
import { Icon } from '../icons/Icon';
import classes from './pageTitle.module.css';

/** The element of the top bar that shows the name of the open page. */
export const TitleSlotContext = createContext<HTMLElement | null>(null);

interface PageTitleProps {
  title: string;
  /** The list that a card belongs to: the path is «list > record». */
  parent?: { name: string; path: string };
}

/** Name of the page, or path of the card, in the top bar and in the title of the browser's tab. */
export function PageTitle({ title, parent }: PageTitleProps) {
  const { t } = useTranslation();
  const slot = useContext(TitleSlotContext);
  const isPhone = usePhone();
  useEffect(() => {
    document.title = [title, parent?.name, t('product')].filter(Boolean).join(' · ');
  }, [title, parent?.name, t]);
  if (!slot) return null;
  return createPortal(
    <>
      {parent && (
        <Link to={parent.path} aria-label={isPhone ? parent.name : undefined} className={classes['parent']}>
          {isPhone ? <Icon name="left" size={20} /> : parent.name}
        </Link>
      )}
      {parent && !isPhone && <Icon name="right" size={14} />}
      <h1 className="ellipsis">{title}</h1>
    </>,
    slot,
  );
}
