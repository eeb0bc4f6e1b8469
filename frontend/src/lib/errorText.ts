import type { TFunction } from 'i18next';
import { ApiProblem, isConnectionLost } from '@/api/problem';

export interface ErrorText {
  text: string;
  detail?: string;
}

/** An error in the words of the user: by its code, never by the server's own text. */
export function errorText(error: unknown, t: TFunction<'errors'>): ErrorText {
  if (!(error instanceof ApiProblem)) return { text: t('connection') };
  const unknown = t('unexpected');
  const text = t(error.code as 'unexpected', { ...error.params, defaultValue: unknown });
  if (text !== unknown && !isConnectionLost(error)) return { text };
  const parts = [t('unchanged', { status: error.status })];
  if (error.requestId) parts.push(t('request', { id: error.requestId }));
  return { text, detail: parts.join(', ') };
}
