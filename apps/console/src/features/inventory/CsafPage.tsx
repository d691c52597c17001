import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import type { CsafDocument } from '#libs/contracts';
import { useRead } from '../../shared/api/queries.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { agencyMay } from '../../shared/session/permissions.js';
import { useIdentity } from '../../shared/session/session.js';
import { numberText } from '../../shared/time/format.js';
import { Moment } from '../../shared/time/Moment.js';
import { Card } from '../../shared/ui/Card.js';
import { Fact, Facts } from '../../shared/ui/Facts.js';
import { LoadedPage } from '../../shared/ui/LoadedPage.js';
import { TlpMark } from '../../shared/ui/marks.js';
import { Page } from '../../shared/ui/Page.js';
import { ExposureCard } from './ExposureCard.js';
import classes from './Inventory.module.css';
import { ProductsCard } from './ProductsCard.js';
import { useInventoryTexts } from './useInventoryTexts.js';

/** One vendor's advisory, and whom it concerns in the region. */
export function CsafPage() {
  const t = useInventoryTexts();
  const { csafId = '' } = useParams();
  const document = useRead('csafDocument', { csafId });
  return (
    <LoadedPage from={document} title={t('document.title')} back={{ to: '/inventory', label: t('documents') }}>
      {(data) => <CsafRecord document={data} />}
    </LoadedPage>
  );
}

function CsafRecord({ document }: { document: CsafDocument }) {
  const t = useInventoryTexts();
  const writes = agencyMay(useIdentity(), 'advisory.write');
  return (
    <Page
      title={document.title}
      marks={<TlpMark tlp={document.tlp} />}
      lead={
        <span className={classes.lead}>
          <Link to="/inventory">{t('documents')}</Link>
          <span>{`${document.trackingId} · ${document.publisher}`}</span>
        </span>
      }
      actions={
        writes && (
          <Button
            component={Link}
            to={`/advisories/new?${new URLSearchParams({ csaf: document.id, title: document.title }).toString()}`}
          >
            {t('document.advisory')}
          </Button>
        )
      }
    >
      <div className={classes.layout}>
        <div className={classes.main}>
          <ExposureCard csafId={document.id} name={document.trackingId} />
          <ProductsCard products={document.products} />
        </div>
        <aside className={classes.side}>
          <Vulnerabilities document={document} />
          <Remediations document={document} />
          <Card>
            <Facts>
              <Fact label={t('document.publisher')}>{document.publisher}</Fact>
              <Fact label={t('document.version')}>{document.documentVersion}</Fact>
              <Fact label={t('document.released')}>
                <Moment at={document.releasedAt} form="stack" />
              </Fact>
              <Fact label={t('document.imported')}>
                <Moment at={document.importedAt} form="stack" />
              </Fact>
            </Facts>
          </Card>
        </aside>
      </div>
    </Page>
  );
}

function Vulnerabilities({ document }: { document: CsafDocument }) {
  const t = useInventoryTexts();
  const locale = useLocale();
  if (document.vulnerabilities.length === 0) return null;
  return (
    <Card title={t('document.vulnerabilities')}>
      <ul className={classes.list}>
        {document.vulnerabilities.map(({ cve, title, score }, index) => (
          <li key={cve ?? index}>
            <strong>{cve ?? title}</strong>
            {cve && title && <div>{title}</div>}
            <div>
              {t('document.score')}{' '}
              <span className={classes.score}>
                {score === null ? t('document.noScore') : numberText(score, locale)}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Remediations({ document }: { document: CsafDocument }) {
  const t = useInventoryTexts();
  // Documents repeat a remediation for every vulnerability it answers.
  const said = new Map(
    document.remediations.map((remediation) => [remediation.details + remediation.url, remediation]),
  );
  if (said.size === 0) return null;
  return (
    <Card title={t('document.remediations')}>
      <ul className={classes.list}>
        {[...said].map(([key, { details, url }]) => (
          <li key={key}>
            {details}
            {url && (
              <div>
                <a href={url} target="_blank" rel="noreferrer noopener">
                  {url}
                </a>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
