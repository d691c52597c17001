import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Page } from '../../shared/ui/Page.js';
import { StaleCareCard } from '../care/StaleCareCard.js';
import { DueCard } from '../clocks/DueCard.js';
import { MyTasksCard } from '../tasks/MyTasksCard.js';
import { AnswersCard } from './AnswersCard.js';
import { ApproveCard } from './ApproveCard.js';
import { MineCard } from './MineCard.js';
import classes from './Now.module.css';
import { UntakenCard } from './UntakenCard.js';
import { useNowTexts } from './useNowTexts.js';

/** What waits for someone at the agency. */
export function NowPage() {
  const t = useNowTexts();
  const identity = useIdentity();
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className={classes.layout}>
        <div className={classes.column}>
          <UntakenCard />
        </div>
        <div className={classes.column}>
          {agencyMay(identity, 'incident.triage') && <MineCard />}
          {agencyMay(identity, 'task.work') && <MyTasksCard />}
          {agencyMay(identity, 'incident.read') && <DueCard />}
          <ApproveCard />
          <AnswersCard />
          <StaleCareCard />
        </div>
      </div>
    </Page>
  );
}
