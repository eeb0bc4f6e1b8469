import { useTranslation } from 'react-i18next';
import { errorText, type ErrorText } from './errorText';

export function useErrorText(): (error: unknown) => ErrorText {
  const { t } = useTranslation('errors');
  return (error) => errorText(error, t);
}
