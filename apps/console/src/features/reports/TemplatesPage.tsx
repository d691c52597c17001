import { Button, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { Link } from 'react-router';
import type { ReportSection, ReportTemplateVersion } from '#libs/contracts';
import { useRead, useWrite } from '../../shared/api/queries.js';
import { useDraft } from '../../shared/draft/useDraft.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { KeptMark } from '../../shared/ui/KeptMark.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Page } from '../../shared/ui/Page.js';
import classes from './reports.module.css';
import { useReportsTexts } from './useReportsTexts.js';

/** What each kind of report holds, to be read and adapted. */
export function TemplatesPage() {
  const t = useReportsTexts();
  const templates = useRead('reportTemplates', {});
  return (
    <LoadedPage from={templates} title={t('templates')} back={{ to: '/reports', label: t('title') }}>
      {({ items }) => (
        <Page
          title={t('templates')}
          lead={
            <>
              <Link to="/reports">{t('title')}</Link> {t('templatesLead')}
            </>
          }
        >
          {[...Map.groupBy(items, ({ code }) => code).values()].map((versions) => {
            const latest = versions.at(-1);
            return latest && <TemplateCard key={`${latest.code}:${latest.version}`} template={latest} />;
          })}
        </Page>
      )}
    </LoadedPage>
  );
}

function TemplateCard({ template }: { template: ReportTemplateVersion }) {
  const t = useReportsTexts();
  const locale = useLocale();
  const identity = useIdentity();
  const [adapting, setAdapting] = useState(false);
  const { definition, version } = template;
  const name = definition.name[locale];
  return (
    <Card
      title={name}
      aside={
        agencyMay(identity, 'report-template.manage') &&
        !adapting && (
          <Button variant="default" aria-label={t('adaptOf', { name })} onClick={() => setAdapting(true)}>
            {t('adapt')}
          </Button>
        )
      }
    >
      <p className={classes.soft}>
        {t('version', { version })} · {definition.summary[locale]}
      </p>
      {adapting ? (
        <Adapting template={template} onDone={() => setAdapting(false)} />
      ) : (
        <ol>
          {definition.sections.map(({ code, title }) => (
            <li key={code}>{title[locale]}</li>
          ))}
        </ol>
      )}
    </Card>
  );
}

interface Form {
  sections: ReportSection[];
  reason: string;
}

const isWhole = ({ title, intro }: ReportSection) =>
  title.fr.trim() !== '' && title.en.trim() !== '' && (intro === null || (intro.fr === '') === (intro.en === ''));

/** Order, titles and fixed texts, in both languages. */
function Adapting({ template, onDone }: { template: ReportTemplateVersion; onDone: () => void }) {
  const t = useReportsTexts();
  const locale = useLocale();
  const { code, version, definition } = template;
  const [first] = useState<Form>({ sections: definition.sections, reason: '' });
  const draft = useDraft<Form>(`report-template:${code}:${version}`, first);
  const [wrong, setWrong] = useState(false);
  const save = useWrite('saveReportTemplate', ['reportTemplates']);
  const { sections, reason } = draft.value;
  const put = (changed: ReportSection[]) => draft.set((old) => ({ ...old, sections: changed }));
  const change = (index: number, part: Partial<ReportSection>) =>
    put(sections.map((section, place) => (place === index ? { ...section, ...part } : section)));
  const move = (index: number, step: -1 | 1) => {
    const moved = [...sections];
    const [one] = moved.splice(index, 1);
    if (one) moved.splice(index + step, 0, one);
    put(moved);
  };
  const send = () => {
    const isReady = sections.length > 0 && sections.every(isWhole) && reason.trim() !== '';
    setWrong(!isReady);
    if (!isReady) return;
    const whole = sections.map((section) => ({ ...section, intro: section.intro?.fr ? section.intro : null }));
    save.mutate(
      { code, base: version, definition: { ...definition, sections: whole }, reason: reason.trim() },
      {
        onSuccess: (saved) => {
          notifications.show({ message: t('adaptSaved', { version: saved.version }), color: 'teal' });
          draft.clear();
          onDone();
        },
      },
    );
  };
  return (
    <div className={classes.stack}>
      {sections.map(({ code: section, title, intro }, index) => {
        const number = index + 1;
        const said = intro ?? { fr: '', en: '' };
        return (
          <details key={section} className={classes.fold}>
            <summary>{t('section', { number, title: title[locale] })}</summary>
            <div className={classes.stack}>
              {(['fr', 'en'] as const).map((language) => (
                <div key={language} className={classes.row}>
                  <TextInput
                    label={t(language === 'fr' ? 'sectionTitleFr' : 'sectionTitleEn')}
                    maxLength={120}
                    value={title[language]}
                    onChange={(event) => change(index, { title: { ...title, [language]: event.currentTarget.value } })}
                  />
                  <Textarea
                    label={t(language === 'fr' ? 'introFr' : 'introEn')}
                    autosize
                    maxLength={2_000}
                    value={said[language]}
                    onChange={(event) => change(index, { intro: { ...said, [language]: event.currentTarget.value } })}
                  />
                </div>
              ))}
              <div className={classes.buttons}>
                <Button variant="default" disabled={index === 0} onClick={() => move(index, -1)}>
                  {t('up', { number })}
                </Button>
                <Button variant="default" disabled={number === sections.length} onClick={() => move(index, 1)}>
                  {t('down', { number })}
                </Button>
                <Button variant="default" onClick={() => put(sections.filter((_, place) => place !== index))}>
                  {t('remove', { number })}
                </Button>
              </div>
            </div>
          </details>
        );
      })}
      <Textarea
        label={t('adaptReason')}
        maxLength={500}
        value={reason}
        onChange={(event) => {
          const { value } = event.currentTarget;
          draft.set((old) => ({ ...old, reason: value }));
        }}
      />
      {wrong && (
        <Notice tone="error" spoken>
          {t('bothLanguages')}
        </Notice>
      )}
      {save.error && <ErrorNotice error={save.error} />}
      <div className={classes.buttons}>
        <Button loading={save.isPending} onClick={send}>
          {t('adaptSave', { version: version + 1 })}
        </Button>
        <KeptMark state={draft.state} />
      </div>
    </div>
  );
}
