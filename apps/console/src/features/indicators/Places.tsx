import { indicatorsFr } from './indicators.fr.js';
import classes from './indicators.module.css';
import { useIndicatorsTexts } from './useIndicatorsTexts.js';

type FaultCode = keyof typeof indicatorsFr.fault;
const isKnown = (code: string): code is FaultCode => Object.hasOwn(indicatorsFr.fault, code);

/** What of a file is not taken: where, and why. */
export function Places({ places }: { places: readonly { path?: string; code: string; detail?: string }[] }) {
  const t = useIndicatorsTexts();
  if (places.length === 0) return null;
  return (
    <div className={classes.scroll} role="region" aria-label={t('refusedTable')} tabIndex={0}>
      <table>
        <caption>{t('refusedTable')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('place')}</th>
            <th scope="col">{t('why')}</th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ path, code, detail }, index) => (
            <tr key={index}>
              <td>
                <code>{path}</code>
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
  );
}
