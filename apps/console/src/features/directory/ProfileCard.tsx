import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { type FacilityProfile, Nis2Standing, YesNoUnknown } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Directory.module.css';
import { useDirectoryTexts } from './useDirectoryTexts.js';

const questions = ['healthDuty', 'publicEstablishment', 'holdsHealthData', 'cyberInsured'] as const;

/** What of a facility decides which duties it has towards authorities. */
export function ProfileCard({ facilityId }: { facilityId: string }) {
  const t = useDirectoryTexts();
  const w = useWords();
  const identity = useIdentity();
  const kept = useRead('profile', { facilityId });
  const [editing, setEditing] = useState(false);
  return (
    <Card
      title={t('profile.title')}
      aside={
        agencyMay(identity, 'profile.manage') && (
          <Button variant="default" onClick={() => setEditing(true)} disabled={!kept.data}>
            {t('profile.edit')}
          </Button>
        )
      }
    >
      <Loaded from={kept} rows={3}>
        {({ profile }) => (
          <>
            <Facts>
              <Fact label={t('profile.nis2')}>{t(`profile.standing.${profile.nis2}`)}</Fact>
              {questions.map((question) => (
                <Fact key={question} label={t(`profile.${question}`)}>
                  {w(`told.${profile[question]}`)}
                </Fact>
              ))}
            </Facts>
            {editing && <ProfileDialog facilityId={facilityId} profile={profile} onClose={() => setEditing(false)} />}
          </>
        )}
      </Loaded>
    </Card>
  );
}

interface ProfileDialogProps {
  facilityId: string;
  profile: FacilityProfile;
  onClose: () => void;
}

function ProfileDialog({ facilityId, profile, onClose }: ProfileDialogProps) {
  const t = useDirectoryTexts();
  const w = useWords();
  const draft = useDraft(`profile:${facilityId}`, profile);
  const save = useWrite('saveProfile', ['profile', 'clocks']);
  const change = (part: Partial<FacilityProfile>) => draft.set((old) => ({ ...old, ...part }));
  const discard = () => {
    draft.clear();
    onClose();
  };
  return (
    <ConfirmDialog
      opened
      title={t('profile.title')}
      act={t('profile.save')}
      busy={save.isPending}
      error={save.error}
      onAct={() => save.mutate({ facilityId, profile: draft.value }, { onSuccess: discard })}
      onClose={onClose}
      onCancel={discard}
    >
      <p className={classes.soft}>{t('profile.help')}</p>
      <fieldset disabled={save.isPending} className={classes.fields}>
        <NativeSelect
          label={t('profile.nis2')}
          data-autofocus
          value={draft.value.nis2}
          data={Nis2Standing.options.map((value) => ({ value, label: t(`profile.standing.${value}`) }))}
          onChange={(event) => change({ nis2: Nis2Standing.parse(event.currentTarget.value) })}
        />
        {questions.map((question) => (
          <NativeSelect
            key={question}
            label={t(`profile.${question}`)}
            value={draft.value[question]}
            data={YesNoUnknown.options.map((value) => ({ value, label: w(`told.${value}`) }))}
            onChange={(event) => change({ [question]: YesNoUnknown.parse(event.currentTarget.value) })}
          />
        ))}
      </fieldset>
      <KeptMark state={save.isPending ? 'sending' : draft.state} />
    </ConfirmDialog>
  );
}
