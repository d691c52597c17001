import { Checkbox, NativeSelect } from '@mantine/core';
import { FacilityCategory, type Audience } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useConfiguration } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { Choices } from '../../shared/ui/Choice.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Advisories.module.css';
import { FacilityPicker } from './FacilityPicker.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

/** Whom the advisory is for: criteria that add up, facilities named, facilities left out. */
export function AudienceBuilder({
  audience,
  onChange,
}: {
  audience: Audience;
  onChange: (audience: Audience) => void;
}) {
  const t = useAdvisoriesTexts();
  const w = useWords();
  const { territories } = useConfiguration();
  const documents = useRead('csafDocuments', { limit: 200 });
  const change = (part: Partial<Audience>) => onChange({ ...audience, ...part });
  const { assetMatch } = audience;
  return (
    <Card title={t('audience.title')}>
      <div className={classes.stack}>
        <p className={classes.soft}>{t('audience.lead')}</p>
        <NativeSelect
          label={t('audience.csaf')}
          value={assetMatch?.csafId ?? ''}
          data={[
            { value: '', label: t('audience.noCsaf') },
            ...(documents.data?.items ?? []).map(({ id, trackingId, title }) => ({
              value: id,
              label: `${trackingId} · ${title}`,
            })),
          ]}
          onChange={(event) => {
            const csafId = event.currentTarget.value;
            change({
              assetMatch:
                csafId === '' ? null : { csafId, includeUndetermined: assetMatch?.includeUndetermined ?? true },
            });
          }}
        />
        {assetMatch && (
          <Checkbox
            label={t('audience.undetermined')}
            checked={assetMatch.includeUndetermined}
            onChange={(event) =>
              change({ assetMatch: { ...assetMatch, includeUndetermined: event.currentTarget.checked } })
            }
          />
        )}
        <Choices
          label={t('audience.categories')}
          options={FacilityCategory.options.map((value) => ({ value, label: w(`category.${value}`) }))}
          value={audience.categories}
          onChange={(categories) => change({ categories })}
        />
        <Choices
          label={t('audience.territories')}
          options={territories.map(({ code, name }) => ({ value: code, label: name }))}
          value={audience.territories}
          onChange={(chosen) => change({ territories: chosen })}
        />
        <FacilityPicker
          label={t('audience.named')}
          act={t('audience.add')}
          value={audience.facilities}
          onChange={(facilities) => change({ facilities })}
        />
        <FacilityPicker
          label={t('audience.except')}
          act={t('audience.exclude')}
          value={audience.except}
          onChange={(except) => change({ except })}
        />
      </div>
    </Card>
  );
}
