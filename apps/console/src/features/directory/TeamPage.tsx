import { facilitiesWhere } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Page } from '../../shared/ui/Page.js';
import { PrintForms } from '../paper/PrintForms.js';
import { MachineKeyList } from '../machine-keys/MachineKeyList.js';
import { WebhooksCard } from '../webhooks/WebhooksCard.js';
import { ContactList } from './ContactList.js';
import classes from './Directory.module.css';
import { PeopleList } from './PeopleList.js';
import { useDirectoryTexts } from './useDirectoryTexts.js';

/** A facility manager's view of their own facilities: who may act, and how the agency reaches them. */
export function TeamPage() {
  const t = useDirectoryTexts();
  const facilities = facilitiesWhere(useIdentity(), 'people.read');
  return (
    <Page title={t('team.title')} lead={t('team.lead')}>
      <div className={classes.list}>
        {facilities.map(({ id, name }) => (
          <section key={id} className={classes.list} aria-label={name}>
            {facilities.length > 1 && <h2>{name}</h2>}
            <div>
              <PrintForms facility={{ id, name }} />
            </div>
            <div className={classes.columns}>
              <div className={classes.list}>
                <ContactList facilityId={id} />
                <MachineKeyList facilityId={id} />
                <WebhooksCard facilityId={id} />
              </div>
              <PeopleList facilityId={id} />
            </div>
          </section>
        ))}
      </div>
    </Page>
  );
}
