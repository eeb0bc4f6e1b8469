import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { IconButton } from '@/components/buttons/IconButton';
import { CardFrame, IdentityStrip } from '@/components/card/CardFrame';
import { CopyValue } from '@/components/card/CopyValue';
import { Block, CardColumns, FieldLine, FieldList } from '@/components/card/Fields';
import { LiveValue } from '@/components/card/LiveValue';
import { PageTitle } from '@/components/card/PageTitle';
import { StateLabel } from '@/components/states/StateLabel';
import { useFormat } from '@/lib/useFormat';
import { useNow } from '@/lib/useNow';

const PATH = '/dev/kit/card';
const ID = '562d21f0-e1d6-466b-b4ff-f50145722da2';

/** A card: path, identity, tabs that scroll, actions, blocks of fields, a value to copy, values that live. */
export function KitCard() {
  const { t } = useTranslation(['kit', 'common']);
  const { number } = useFormat();
  const now = useNow();
  const tabs = Array.from({ length: 12 }, (_, index) => ({
    id: String(index),
    title: `${t('card.tab')} ${index + 1}`,
    path: PATH,
  }));
  const power = 40_000 + 20_000 * Math.abs(Math.sin(now / 9000));
  return (
    <>
      <PageTitle title="EVSE55" parent={{ name: t('title'), path: '/dev/kit/list' }} />
      <CardFrame
        identity={
          <IdentityStrip name="EVSE55" place="Москва, Тверская ул., 14">
            <StateLabel kind="technicalStatus" code="ok" />
          </IdentityStrip>
        }
        tabs={tabs}
        active="0"
        actions={
          <>
            <IconButton icon="send" label={t('card.send')} />
            <IconButton icon="refresh" label={t('common:card.refresh')} />
          </>
        }
      >
        <CardColumns>
          <section>
            <Block title={t('card.general')}>
              <FieldList>
                <FieldLine label={t('card.organization')}>
                  <Link to={PATH}>ООО «Север-Энерго»</Link>
                </FieldLine>
                <FieldLine label={t('card.empty')} />
                <FieldLine label={t('card.transaction')} wide>
                  <CopyValue text={ID} />
                </FieldLine>
              </FieldList>
            </Block>
          </section>
          <section>
            <Block title={t('card.live')}>
              <FieldList figures>
                <FieldLine label={t('card.power')}>
                  <LiveValue value={number(power / 1000, 2)} unit={t('common:units.kw')} characters={6} />
                </FieldLine>
              </FieldList>
            </Block>
          </section>
        </CardColumns>
      </CardFrame>
    </>
  );
}
