import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Tlp } from '#libs/contracts';
import { useWrite } from '../../shared/api/queries.js';
import type { Draft } from '../../shared/draft/useDraft.js';
import { useConfiguration } from '../../shared/session/session.js';
import { LocalTimeInput } from '../../shared/time/LocalTimeInput.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import { tlpLabel } from '../../shared/vocabulary/tlpLabel.js';
import classes from './Advisories.module.css';
import { AudienceBuilder } from './AudienceBuilder.js';
import { AudienceList, useAudience } from './AudienceList.js';
import { type AdvisoryField, type AdvisoryForm, bodyOf, choosesAnyone, emptyFields } from './form.js';
import { MailPreview } from './MailPreview.js';
import { useAdvisoriesTexts } from './useAdvisoriesTexts.js';

const touches = ['advisories', 'advisory'] as const;

interface EditorProps {
  draft: Draft<AdvisoryForm>;
  /** As the agency keeps it now; undefined for a new one. */
  saved?: AdvisoryForm;
  reference?: string | null;
  title: string;
}

/** The form of an advisory: text, sharing, audience, and the exact list beside it. */
export function AdvisoryEditor({ draft, saved, reference = null, title }: EditorProps) {
  const t = useAdvisoriesTexts();
  const navigate = useNavigate();
  const { territories } = useConfiguration();
  const zone = territories[0]?.zone ?? 'UTC';
  const form = draft.value;
  const [wrong, setWrong] = useState<readonly AdvisoryField[]>([]);
  const save = useWrite('saveAdvisory', touches);
  const submit = useWrite('submitAdvisory', touches);
  const busy = save.isPending || submit.isPending;
  const [erasing, setErasing] = useState(false);
  // One's own saving is known before the record is read again.
  const changedMeanwhile = saved !== undefined && !busy && saved.version !== form.version;
  const audience = useAudience(form.audience);
  const count = choosesAnyone(form.audience) ? (audience.data?.count ?? 0) : 0;
  const fields = useRef<HTMLDivElement>(null);
  const change = (part: Partial<AdvisoryForm>) => {
    draft.set((old) => ({ ...old, ...part }));
    setWrong([]);
  };

  const keep = async (then: 'save' | 'submit') => {
    const empty = emptyFields(form);
    setWrong(empty);
    if (empty.length > 0) {
      fields.current?.querySelector<HTMLElement>(`[name="${empty[0]}"]`)?.focus();
      return;
    }
    try {
      const { version } = await save.mutateAsync(bodyOf(form, zone));
      draft.set((old) => ({ ...old, version }));
      if (then === 'submit') await submit.mutateAsync({ advisoryId: form.id });
      draft.clear();
      await navigate(`/advisories/${form.id}`, { replace: true });
    } catch {
      // Shown beside the buttons; the draft stays on the device.
    }
  };

  const field = (name: AdvisoryField) => ({
    name,
    value: form[name],
    error: wrong.includes(name) && t(`form.wrong.${name}`),
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <Page
      title={title}
      lead={<Link to="/advisories">{t('record.back')}</Link>}
      marks={<KeptMark state={busy ? 'sending' : draft.state} />}
    >
      <ExerciseFrame kind={form.kind} />
      {changedMeanwhile && (
        <Notice
          tone="warning"
          title={t('form.changedTitle')}
          actions={
            <Button variant="default" onClick={() => setErasing(true)}>
              {t('form.takeSaved')}
            </Button>
          }
        >
          {t('form.changed')}
        </Notice>
      )}
      <div className={classes.columns} ref={fields}>
        <div className={classes.stack}>
          <Card title={t('form.text')}>
            <div className={classes.stack}>
              <TextInput label={t('form.title')} maxLength={200} {...field('title')} />
              <Textarea
                label={t('form.body')}
                description={t('form.bodyHelp')}
                autosize
                minRows={6}
                maxRows={24}
                {...field('body')}
              />
              <Checkbox
                label={t('form.english')}
                checked={form.english}
                onChange={(event) => change({ english: event.currentTarget.checked })}
              />
              {form.english && (
                <>
                  <TextInput label={t('form.titleEn')} maxLength={200} lang="en" {...field('titleEn')} />
                  <Textarea label={t('form.bodyEn')} autosize minRows={6} maxRows={24} lang="en" {...field('bodyEn')} />
                </>
              )}
            </div>
          </Card>
          <Card title={t('form.sharing')}>
            <div className={classes.stack}>
              <NativeSelect
                label={t('form.tlp')}
                description={t(`form.tlpHelp.${form.tlp}`)}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                value={form.tlp}
                data={Tlp.options.map((value) => ({ value, label: tlpLabel(value) }))}
                onChange={(event) => change({ tlp: Tlp.parse(event.currentTarget.value) })}
              />
              <LocalTimeInput
                name="respondBy"
                label={t('form.respondBy')}
                description={t('form.respondByHelp')}
                zone={zone}
                value={form.respondBy}
                onChange={(respondBy) => change({ respondBy })}
              />
              <Checkbox
                label={t('form.exercise')}
                checked={form.kind === 'exercise'}
                onChange={(event) => change({ kind: event.currentTarget.checked ? 'exercise' : 'real' })}
              />
            </div>
          </Card>
          <AudienceBuilder audience={form.audience} onChange={(chosen) => change({ audience: chosen })} />
        </div>
        <div className={classes.stack}>
          <AudienceList audience={form.audience} />
          <MailPreview of={{ ...bodyOf(form, zone), reference, kind: form.kind }} />
          {(save.error ?? submit.error) && <ErrorNotice error={save.error ?? submit.error} />}
          <div className={classes.buttons}>
            <Button size="lg" loading={busy} disabled={count === 0} onClick={() => void keep('submit')}>
              {count === 0 ? t('form.submit') : t('form.submitTo', { count })}
            </Button>
            <Button size="lg" variant="default" disabled={busy} onClick={() => void keep('save')}>
              {t('form.save')}
            </Button>
            <Button variant="subtle" disabled={busy || draft.state === 'empty'} onClick={() => setErasing(true)}>
              {t('form.startOver')}
            </Button>
          </div>
        </div>
      </div>
      <ConfirmDialog
        opened={erasing}
        danger
        title={t('form.eraseTitle')}
        act={saved ? t('form.takeSaved') : t('form.startOver')}
        onClose={() => setErasing(false)}
        onAct={() => {
          draft.clear(saved);
          setErasing(false);
        }}
      >
        <p className={classes.soft}>{saved ? t('form.eraseSaved') : t('form.eraseNew')}</p>
      </ConfirmDialog>
    </Page>
  );
}
