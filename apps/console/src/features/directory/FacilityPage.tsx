import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { useRead } from '../../shared/api/queries.js';
import { may } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import { PrintForms } from '../paper/PrintForms.js';
import { MachineKeyList } from '../machine-keys/MachineKeyList.js';
import { WebhooksCard } from '../webhooks/WebhooksCard.js';
import { ContactList } from './ContactList.js';
import { ProfileCard } from './ProfileCard.js';
import classes from './Directory.module.css';
import { PeopleList } from './PeopleList.js';
import { useDirectoryTexts } from './useDirectoryTexts.js';

/** One facility: what it is, and how it is reached. */
export function FacilityPage() {
  const t = useDirectoryTexts();
  const w = useWords();
  const identity = useIdentity();
  const { facilityId = '' } = useParams();
  const facility = useRead('facility', { facilityId });
  return (
    <LoadedPage from={facility} title={t('facility.title')} back={{ to: '/directory', label: t('facility.back') }}>
      {(known) => (
        <Page
          title={known.name}
          lead={<Link to="/directory">{t('facility.back')}</Link>}
          actions={
            <>
              <PrintForms facility={known} />
              {may(identity, 'care.read') && (
                <Button component={Link} to={`/care/${known.id}`} variant="default">
                  {t('facility.care')}
                </Button>
              )}
              {may(identity, 'incident.read') && (
                <Button component={Link} to={`/incidents?facilityId=${known.id}&state=all`} variant="default">
                  {t('facility.incidents')}
                </Button>
              )}
            </>
          }
        >
          {known.invented && <Notice>{t('invented')}</Notice>}
          <div className={classes.columns}>
            {may(identity, 'people.read') ? (
              <div className={classes.list}>
                <ContactList facilityId={known.id} />
                <PeopleList facilityId={known.id} />
                <MachineKeyList facilityId={known.id} />
                <WebhooksCard facilityId={known.id} />
              </div>
            ) : (
              <Notice>{t('contacts.hidden')}</Notice>
            )}
            <div className={classes.list}>
              <Card>
                <Facts>
                  <Fact label={t('facility.finess')}>{known.finess}</Fact>
                  <Fact label={t('column.category')}>{w(`category.${known.category}`)}</Fact>
                  <Fact label={t('facility.kind')}>{known.categoryLabel}</Fact>
                  <Fact label={t('facility.commune')}>{known.commune}</Fact>
                  <Fact label={t('facility.entity')}>
                    {known.legalEntityName} ({known.legalEntityFiness})
                  </Fact>
                </Facts>
              </Card>
              <ProfileCard facilityId={known.id} />
            </div>
          </div>
        </Page>
      )}
    </LoadedPage>
  );
}
