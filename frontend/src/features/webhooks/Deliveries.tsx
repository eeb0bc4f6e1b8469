import { useState } from 'react';
import type { Delivery, Webhook } from '@/api/types';
import { ListView } from '@/components/list/ListView';
import { SplitView } from '@/components/split/SplitView';
import { DeliveryPane } from './DeliveryPane';
import { useDeliveriesList } from './useDeliveriesList';

/** The delivery log of one webhook. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const [open, setOpen] = useState<Delivery | null>(null);
  const list = useDeliveriesList({ webhook, openId: open?.id, onOpen: setOpen });
  return (
    <SplitView pane={open && <DeliveryPane key={open.id} delivery={open} onClose={() => setOpen(null)} />}>
      <ListView list={list} />
    </SplitView>
  );
}
