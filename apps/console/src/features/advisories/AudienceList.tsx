import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Audience } from '#libs/contracts';
import { routeQuery } from '../../shared/api/queries.js';
import { Card } from '../../shared/ui/Card.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Advisories.module.css';
import { choosesAnyone } from './form.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** The exact list of those who would receive it now, and its count. */
export function useAudience(audience: Audience) {
  const [settled] = useDebouncedValue(audience, 400);
  return useQuery({
    ...routeQuery('previewAudience', { audience: settled }),
    enabled: choosesAnyone(settled),
    placeholderData: keepPreviousData,
  });
}

export function AudienceList({ audience }: { audience: Audience }) {
  const t = useAdvisoriesTexts();
  const w = useWords();
  const preview = useAudience(audience);
  return (
    <Card title={t('audience.result')}>
      {!choosesAnyone(audience) ? (
        <p className={classes.soft}>{t('audience.empty')}</p>
      ) : (
        <Loaded from={preview} rows={4}>
          {({ count, members }) =>
            count === 0 ? (
              <Notice tone="warning">{t('audience.nobody')}</Notice>
            ) : (
              <div className={classes.stack} aria-live="polite">
                <span className={classes.count}>{w('facilities', { count })}</span>
                {/* A list that scrolls must be reachable by keyboard. */}
                <ul className={classes.members} tabIndex={0} aria-label={t('audience.result')}>
                  {members.map((member) => (
                    <li key={member.facilityId} className={classes.member}>
                      <span>{member.name}</span>
                      <span className={classes.soft}>
                        {member.commune} · {member.finess} ·{' '}
                        {member.reasons.map((reason) => t(`audience.reason.${reason}`)).join(', ')}
                      </span>
                    </li>
                  ))}
                </ul>
              </div>
            )
          }
        </Loaded>
      )}
    </Card>
  );
}
