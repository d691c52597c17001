import type { ClockMove, RegimePreview } from '#libs/contracts';
import { Moment } from '../../shared/time/Moment.js';
import { Notice } from '../../shared/ui/Notice.js';
import classes from './regimes.module.css';
import { useRegimesTexts } from './useRegimesTexts.js';

/** What a version would change of the clocks that are open. */
export function Preview({ preview }: { preview: RegimePreview }) {
  const t = useRegimesTexts();
  const { incidents, open, changed, sample } = preview;
  if (changed === 0) return <Notice title={t('preview.title')}>{t('preview.none', { incidents })}</Notice>;
  return (
    <Notice tone="warning" title={t('preview.title')} spoken>
      <p className={classes.soft}>{t('preview.some', { count: changed, open })}</p>
      <table className={classes.moves}>
        <thead>
          <tr>
            <th scope="col">{t('preview.incident')}</th>
            <th scope="col">{t('preview.today')}</th>
            <th scope="col">{t('preview.then')}</th>
          </tr>
        </thead>
        <tbody>
          {sample.map((move) => (
            <tr key={`${move.incidentId} ${move.stage}`}>
              <td>{move.reference}</td>
              <td>
                <Side of={move.from} />
              </td>
              <td>
                <Side of={move.to} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {changed > sample.length && <p className={classes.soft}>{t('preview.first', { count: sample.length })}</p>}
    </Notice>
  );
}

function Side({ of: { state, dueAt } }: { of: ClockMove['from'] }) {
  const t = useRegimesTexts();
  if (state === null) return t('preview.nothing');
  return (
    <>
      {state !== 'open' && `${t(`state.${state}`)} `}
      {dueAt && <Moment at={dueAt} form="clocks" />}
      {state === 'open' && !dueAt && t('state.open')}
    </>
  );
}
