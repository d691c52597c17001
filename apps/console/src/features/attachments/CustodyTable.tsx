import type { CustodyLine } from '#libs/contracts';
import { usePersonName } from '../../shared/directory/usePersonName.js';
import { useMomentText } from '../../shared/time/useMomentText.js';
import classes from './attachments.module.css';
import { useAttachmentsTexts } from './useAttachmentsTexts.js';

/** Who had the file, when, why; on a phone one card a line. */
export function CustodyTable({ lines, territory }: { lines: readonly CustodyLine[]; territory: string | undefined }) {
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
        {lines.map((line) => (
          <tr key={line.id}>
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
        ))}
      </tbody>
    </table>
  );
}
