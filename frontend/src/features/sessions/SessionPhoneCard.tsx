import type { Session } from '@/api/types';
import { useEnumLabel } from '@/lib/useEnumLabel';
import { Energy, Maximum, SessionState, When } from './cells';
import classes from './sessions.module.css';

export function SessionPhoneCard({ session }: { session: Session }) {
  const label = useEnumLabel();
  return (
    <>
      <div className={classes['phone']}>
        <b>{session.station_number}</b>
        <span className={classes['rest']}>
          {session.connector_number}: {label('connectorType', session.connector_type)}
        </span>
        <SessionState session={session} />
      </div>
      <div className={classes['phone']}>
        <When session={session} />
      </div>
      <div className={classes['phone']}>
        <Energy session={session} />
        <Maximum session={session} />
      </div>
    </>
  );
}
