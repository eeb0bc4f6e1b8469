import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiProblem } from '@/api/problem';
import { NotLoaded } from '../messages/NotLoaded';
import { StateMessage } from '../messages/StateMessage';

interface RecordStateProps<Record> {
  query: UseQueryResult<Record>;
  /** Where «К списку» leads. */
  listPath: string;
  children: (record: Record) => ReactNode;
}

/** The card of a record once it is here; until then its skeleton, a sentence when it does not exist, or the reason. */
export function RecordState<Record>({ query, listPath, children }: RecordStateProps<Record>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  const isGone = query.error instanceof ApiProblem && [404, 422].includes(query.error.status);
  if (isGone)
    return (
      <StateMessage
        icon="search"
        title={t('card.notFound')}
        hint={t('card.notFoundHint')}
        action={<Link to={listPath}>{t('card.back')}</Link>}
      />
    );
  return <NotLoaded query={query} />;
}
