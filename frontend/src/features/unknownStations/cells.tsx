import type { UnknownStation } from '@/api/types';
import { formatDateTime } from '@/lib/format';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';

/** How long ago it knocked. */
export function Knocked({ at }: { at: string }) {
  const now = useNow();
  const { lastSeen } = useFormat();
  return (
    <time dateTime={at} title={formatDateTime(at)} className="num">
      {lastSeen(at, now)}
    </time>
  );
}

export const Protocols = ({ station }: { station: UnknownStation }) =>
  station.offered_protocols.map((name) => name.replace(/^ocpp/, 'OCPP ')).join(', ');
