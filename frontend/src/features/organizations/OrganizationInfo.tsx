import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Organization } from '@/api/types';
import { Button } from '@/components/buttons/Button';
import { Block, CardColumns, FieldLine, FieldList } from '@/components/card/Fields';
import { formatDateTime } from '@/lib/format';
import { organizationQuery } from './queries';
import { organizationPath } from './useOrganizationsList';
import classes from './organizations.module.css';

/** Tab «Инфо» of the card (DIR-083..085). */
export function OrganizationInfo({ organization }: { organization: Organization }) {
  const { t } = useTranslation('organizations');
  return (
    <CardColumns>
      <section>
        <Block title={t('card.info')}>
          <FieldList>
            <FieldLine label={t('fields.name')}>{organization.name}</FieldLine>
            <FieldLine label={t('fields.legalName')}>{organization.legal_name}</FieldLine>
            <FieldLine label={t('fields.type')}>{t(`type.${organization.type}`)}</FieldLine>
            <FieldLine label={t('fields.inn')}>{organization.inn}</FieldLine>
            <FieldLine label={t('fields.kpp')}>{organization.kpp}</FieldLine>
            <FieldLine label={t('fields.okpo')}>{organization.okpo}</FieldLine>
            <FieldLine label={t('fields.taxSystem')}>{t(`taxSystem.${organization.tax_system}`)}</FieldLine>
            <FieldLine label={t('fields.parent')}>
              {organization.parent_id && <Parent id={organization.parent_id} />}
            </FieldLine>
            <FieldLine label={t('fields.changedAt')}>
              <span className="num">{formatDateTime(organization.changed_at)}</span>
            </FieldLine>
          </FieldList>
        </Block>
      </section>
      <section>
        <Block title={t('card.contacts')}>
          <FieldList>
            <FieldLine label={t('fields.legalAddress')}>{organization.legal_address}</FieldLine>
            <FieldLine label={t('fields.actualAddress')}>{organization.actual_address}</FieldLine>
            <FieldLine label={t('fields.contactData')}>
              <span className={classes['lines']}>{organization.contact_data}</span>
            </FieldLine>
          </FieldList>
        </Block>
        <Block title={t('accounts.title')}>
          <div className={classes['accounts']}>
            <p>{t('accounts.none')}</p>
            <Button disabled title={t('accounts.hint')}>
              {t('accounts.add')}
            </Button>
          </div>
        </Block>
      </section>
    </CardColumns>
  );
}

/** The organisation above, if the reader may see it. */
function Parent({ id }: { id: string }) {
  const { data } = useQuery({ ...organizationQuery(id), retry: false });
  return data ? <Link to={organizationPath(data)}>{data.name}</Link> : null;
}
