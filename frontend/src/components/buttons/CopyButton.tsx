import { useTranslation } from 'react-i18next';
import { showToast } from '../toast/toasts';
import { IconButton } from './IconButton';

interface CopyButtonProps {
  text: string;
  label?: string;
}

/** Puts a text into the clipboard and says so. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { t } = useTranslation();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      showToast('success', t('copied'));
    } catch {
      showToast('error', t('copyFailed'));
    }
  };
  return <IconButton icon="copy" dense label={label ?? t('copy')} onClick={() => void copy()} />;
}
