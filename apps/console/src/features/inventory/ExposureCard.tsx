import type { Evidence, FacilityExposure } from '#libs/contracts';
import { Link } from 'react-router';
import { useRead } from '../../shared/api/queries.js';
import { useFacilities } from '../../shared/directory/useFacilities.js';
import { useConfiguration } from '../../shared/session/session.js';
import type { Column } from '../../shared/table/column.js';
import { DataTable } from '../../shared/table/DataTable.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Figure } from '../../shared/ui/Figure.js';
import { Loaded } from '../../shared/ui/Waiting.js';
import { useWords } from '../../shared/vocabulary/useWords.js';
import classes from './Inventory.module.css';
import { useEvidenceText } from './useEvidenceText.js';
import { useInventoryTexts } from './useInventoryTexts.js';

/** Which facilities hold the products named, each with the evidence. */
export function ExposureCard({ csafId, name }: { csafId: string; name: string }) {
  const t = useInventoryTexts();
  const w = useWords();
  const { productName } = useConfiguration();
  const evidence = useEvidenceText();
  const facilities = useFacilities();
  const exposure = useRead('exposure', { csafId });
  const nameOf = (row: FacilityExposure) => facilities.get(row.facilityId)?.name ?? w('unknownFacility');
  const communeOf = (row: FacilityExposure) => facilities.get(row.facilityId)?.commune ?? '';
  const countsOf = ({ matchedAssets: matched, undeterminedAssets: undetermined }: FacilityExposure) =>
    t('exposure.assets', { matched, undetermined });
  const columns: Column<FacilityExposure>[] = [
    {
      key: 'facility',
      label: t('exposure.facility'),
      fixed: true,
      width: '12rem',
      cell: (row) => (
        <Link to={`/directory/${row.facilityId}`} className={classes.link}>
          {nameOf(row)}
        </Link>
      ),
      text: nameOf,
      sort: nameOf,
    },
    { key: 'commune', label: t('exposure.commune'), cell: communeOf, text: communeOf, sort: communeOf },
    {
      key: 'verdict',
      label: t('exposure.verdict'),
      cell: (row) => <Verdict verdict={row.verdict} />,
      text: (row) => t(`verdict.${row.verdict}`),
      sort: (row) => row.verdict,
    },
    {
      key: 'found',
      label: t('exposure.found'),
      cell: countsOf,
      text: countsOf,
      sort: (row) => -row.matchedAssets,
    },
    {
      key: 'evidence',
      label: t('exposure.evidence'),
      width: '18rem',
      cell: (row) => <EvidenceList evidence={row.evidence} />,
      text: (row) => row.evidence.map((line) => Object.values(evidence(line)).join(' / ')).join('\n'),
    },
  ];
  return (
    <Card title={t('exposure.title')} flush>
      <Loaded from={exposure}>
        {({ facilities: rows, matched, undetermined, inventoried }) => (
          <>
            <div className={classes.inset}>
              <div className={classes.figures}>
                <Figure value={matched} label={t('exposure.matched')} tone={matched > 0 ? 'danger' : undefined} />
                <Figure
                  value={undetermined}
                  label={t('exposure.undetermined')}
                  tone={undetermined > 0 ? 'warning' : undefined}
                />
                <Figure value={inventoried} label={t('exposure.inventoried')} />
              </div>
              <p className={classes.soft}>{t('exposure.note', { product: productName })}</p>
            </div>
            {rows.length === 0 ? (
              <EmptyState title={t('exposure.none')}>
                <p>{t('exposure.noneText', { count: inventoried })}</p>
              </EmptyState>
            ) : (
              <DataTable
                name={`exposure-${name}`}
                label={t('exposure.table')}
                columns={columns}
                rows={rows}
                keyOf={(row) => row.facilityId}
                nameOf={nameOf}
                card={(row) => (
                  <>
                    <strong>{nameOf(row)}</strong>
                    <Verdict verdict={row.verdict} />
                    <EvidenceList evidence={row.evidence} />
                  </>
                )}
              />
            )}
          </>
        )}
      </Loaded>
    </Card>
  );
}

function Verdict({ verdict }: { verdict: FacilityExposure['verdict'] }) {
  const t = useInventoryTexts();
  return (
    <span className={classes.verdict} data-verdict={verdict}>
      {t(`verdict.${verdict}`)}
    </span>
  );
}

function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  const t = useInventoryTexts();
  const written = useEvidenceText();
  return (
    <details className={classes.evidence}>
      <summary>{t('exposure.lines', { count: evidence.length })}</summary>
      <ul>
        {evidence.map((line) => {
          const { inInventory, inAdvisory, why } = written(line);
          return (
            <li key={`${line.assetId} ${line.productId}`}>
              <dl className={classes.pair}>
                <dt>{t('exposure.inInventory')}</dt>
                <dd>{inInventory}</dd>
                <dt>{t('exposure.inAdvisory')}</dt>
                <dd>{inAdvisory}</dd>
                <dt>{t('exposure.why')}</dt>
                <dd>{why}</dd>
              </dl>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
