import { Fragment } from 'react';
import type { CustodyLine } from '#libs/contracts';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { useMomentText } from '../../shared/time/useMomentText.js';
import classes from './attachments.module.css';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';

interface TableProps {
  lines: readonly CustodyLine[];
  /** So many stand between the first half of the lines and the second. */
  omitted: number;
  territory: string | undefined;
}

/** Who had the file, when, why; on a phone one card a line. */
export function CustodyTable({ lines, omitted, territory }: TableProps) {
  const t = useAttachmentsTexts();
  const nameOf = usePersonName();
  // In full: it is printed, and read years later.
  const momentText = useMomentText();
  const resultOf = ({ action, result }: CustodyLine): string => {
    if (result === 'intact' || result === 'damaged') return t(`result.${result}`);
    return action === 'scanned' || action === 'downloaded' ? t(`verdict.${(result ?? 'unscanned') as 'clean'}`) : '';
  };
  return (
    <table className={classes.custody}>
      <caption hidden>{t('page.custody')}</caption>
      <thead>
        <tr>
          {(['when', 'what', 'whoDid', 'why'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`page.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <Fragment key={line.id}>
            {omitted > 0 && at === lines.length / 2 && (
              <tr>
                <td colSpan={4}>{t('page.custodyOmitted', { count: omitted })}</td>
              </tr>
            )}
            <tr>
              <td>
                <time dateTime={line.at}>{momentText(line.at, territory)}</time>
              </td>
              <td>
                <strong>{t(`action.${line.action}`, { recipient: line.recipient ?? '' })}</strong>
                {resultOf(line) && <div className={classes.soft}>{resultOf(line)}</div>}
              </td>
              <td>
                {t(`by.${line.side}`)}
                {line.personId && <div className={classes.soft}>{nameOf(line.personId)}</div>}
              </td>
              <td>{line.reason}</td>
            </tr>
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}
