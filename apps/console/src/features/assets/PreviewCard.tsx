import { Button } from '@mantine/core';
import { AssetField, type ImportPreview } from '#libs/contracts';
import { Card } from '../../shared/ui/Card.js';
import { assetsFr } from './assets.fr.js';
import classes from './ImportPage.module.css';
import { useAssetsTexts } from './useAssetsTexts.js';

type FaultCode = keyof typeof assetsFr.fault;
const isKnown = (code: string): code is FaultCode => Object.hasOwn(assetsFr.fault, code);

/** The first rows as they will be read, and every fault with its place. */
export function PreviewCard({
  preview,
  faultsFrom,
  onFaultsFrom,
}: {
  preview: ImportPreview;
  faultsFrom: number;
  onFaultsFrom: (from: number) => void;
}) {
  const t = useAssetsTexts();
  const { rows, faults, faultCount, mapping } = preview;
  const faultsTo = faultsFrom + faults.length;
  const fields = AssetField.options.filter((field) => mapping[field]);
  return (
    <Card title={t('upload.step3')}>
      {rows.length > 0 && fields.length > 0 && (
        <div
          className={classes.scroll}
          role="region"
          aria-label={t('upload.sample', { count: rows.length })}
          tabIndex={0}
        >
          <table>
            <caption className={classes.caption}>{t('upload.sample', { count: rows.length })}</caption>
            <thead>
              <tr>
                {fields.map((field) => (
                  <th key={field} scope="col">
                    {t(`field.${field}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={index}>
                  {fields.map((field) => (
                    <td key={field}>{row[field]}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {faults.length > 0 && (
        <>
          <div role="alert">
            <h3 className={classes.sub}>{t('upload.faults', { count: faultCount })}</h3>
          </div>
          <p className={classes.plain}>
            {faultCount > faults.length
              ? t('upload.faultsPart', { from: faultsFrom + 1, to: faultsTo })
              : t('upload.faultsHelp')}
          </p>
          <div
            className={classes.scroll}
            role="region"
            aria-label={t('upload.faults', { count: faultCount })}
            tabIndex={0}
          >
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('upload.line')}</th>
                  <th scope="col">{t('upload.column')}</th>
                  <th scope="col">{t('upload.fault')}</th>
                </tr>
              </thead>
              <tbody>
                {faults.map(({ line, column, code, detail }, index) => (
                  <tr key={index}>
                    <td className={classes.number}>{line}</td>
                    <td className={classes.number}>
                      {[column, preview.columns[column - 1]].filter(Boolean).join(' · ')}
                    </td>
                    <td>
                      {t(`fault.${isKnown(code) ? code : 'other'}`)}
                      {detail && ` (${detail})`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {faultCount > faults.length && (
            <div className={classes.turn}>
              <Button variant="default" disabled={faultsFrom === 0} onClick={() => onFaultsFrom(0)}>
                {t('upload.faultsFirst')}
              </Button>
              <Button variant="default" disabled={faultsTo >= faultCount} onClick={() => onFaultsFrom(faultsTo)}>
                {t('upload.faultsNext')}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
}
