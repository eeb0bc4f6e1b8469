import { useTranslation } from 'react-i18next';
import { Icon } from '../icons/Icon';
import { showToast } from '../toast/toasts';
import { tip } from '../tooltip/tip';
import classes from './card.module.css';

interface CopyValueProps {
  text: string;
  /** Shown in its place when the whole is too long. */
  short?: string;
}

/** A value that a press copies: identifiers, keys, addresses. */
export function CopyValue({ text, short }: CopyValueProps) {
  const { t } = useTranslation();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      showToast('success', t('copied'));
    } catch {
      showToast('error', t('copyFailed'));
    }
  };
  return (
    <button
      type="button"
      className={classes['copy']}
      aria-label={`${t('copy')}: ${text}`}
      {...tip(t('copy'))}
      onClick={() => void copy()}
    >
      {short ?? text}
      <Icon name="copy" size={14} />
    </button>
  );
}
