import { Button } from '@mantine/core';
import { IconCopy, IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AuthorityText, Locale } from '#libs/contracts';
import type { ApiError } from '../../shared/api/ApiError.js';
import { callFile } from '../../shared/api/call.js';
import { download } from '../../shared/export/download.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorNotice } from '../../shared/ui/ErrorNotice.js';
import { ExerciseFrame } from '../../shared/ui/ExerciseFrame.js';
import { Notice } from '../../shared/ui/Notice.js';
import { TlpMark } from '../../shared/ui/marks.js';
import { addressOf } from './choice.js';
import classes from './Authorities.module.css';
import { useAuthoritiesTexts } from './useAuthoritiesTexts.js';

/** What is missing first, then that nothing was sent, then the text. */
export function PreparedText({ text, locale }: { text: AuthorityText; locale: Locale }) {
  const t = useAuthoritiesTexts();
  return (
    <>
      <ExerciseFrame kind={text.kind} />
      <Missing text={text} locale={locale} />
      <Notice title={t('notSent')}>
        <p lang={locale}>{text.notice}</p>
      </Notice>
      <Card title={<span lang={locale}>{text.title}</span>} aside={<TlpMark tlp={text.tlp} />}>
        <p className={classes.soft}>{t('version', { number: text.answersNumber })}</p>
        <Actions text={text} locale={locale} />
        <div lang={locale}>
          {text.sections.map((section) => (
            <section key={section.title} className={classes.section}>
              <h3>{section.title}</h3>
              <p className={classes.text}>{section.text}</p>
            </section>
          ))}
        </div>
      </Card>
    </>
  );
}

function Missing({ text: { missing, incidentId }, locale }: { text: AuthorityText; locale: Locale }) {
  const t = useAuthoritiesTexts();
  const mayQualify = agencyMay(useIdentity(), 'incident.triage');
  if (missing.length === 0) return <Notice tone="good">{t('complete')}</Notice>;
  return (
    <Notice tone="warning" title={t('missing', { count: missing.length })}>
      <p>{t('missingText')}</p>
      <ul className={classes.list}>
        {missing.map(({ field, label }) => (
          <li key={field}>
            {field === 'severity' && !mayQualify ? (
              <span>
                <span lang={locale}>{label}</span> ({t('byAgency')})
              </span>
            ) : (
              <Link to={addressOf(incidentId, field)} lang={locale}>
                {label}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Actions({ text, locale }: { text: AuthorityText; locale: Locale }) {
  const t = useAuthoritiesTexts();
  const { incidentId, authority, stage } = text;
  const [copied, setCopied] = useState<'copied' | 'notCopied' | null>(null);
  const fetching = useMutation<void, ApiError>({
    mutationFn: async () => {
      const { name, content } = await callFile('authorityPdf', { incidentId, authority, stage, locale });
      download(name, content);
    },
  });
  const copy = () =>
    navigator.clipboard.writeText(plain(text)).then(
      () => setCopied('copied'),
      () => setCopied('notCopied'),
    );
  return (
    <div className={classes.actions}>
      <Button
        leftSection={<IconDownload size={18} aria-hidden="true" />}
        loading={fetching.isPending}
        onClick={() => fetching.mutate()}
      >
        {t('pdf')}
      </Button>
      <Button variant="default" leftSection={<IconCopy size={18} aria-hidden="true" />} onClick={() => void copy()}>
        {t('copy')}
      </Button>
      <span role="status">{copied && t(copied)}</span>
      {fetching.error && <ErrorNotice error={fetching.error} />}
    </div>
  );
}

const plain = ({ title, sections }: AuthorityText): string =>
  [title, ...sections.map((section) => `${section.title}\n\n${section.text}`)].join('\n\n');
