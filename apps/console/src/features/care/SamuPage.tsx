import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type SamuBoard, ownRoutes } from '#libs/contracts';
import { asApiError, type ApiError } from '../../shared/api/ApiError.js';
import { http } from '../../shared/api/http.js';
import { switchLocale } from '../../shared/i18n/i18n.js';
import { useLocale } from '../../shared/i18n/texts.js';
import { useConfiguration } from '../../shared/session/session.js';
import { useMomentText } from '../../shared/time/useMomentText.js';
import { Brand } from '../../shared/ui/Logo.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Waiting } from '../../shared/ui/Waiting.js';
import { CARE_EVERY, countsOf, worstFirst } from './care.js';
import classes from './care.module.css';
import { Counts } from './Counts.js';
import { CareLines } from './CareLines.js';
import { useCareTexts } from './useCareTexts.js';

const isRefused = (error: unknown): boolean => asApiError(error)?.code === 'samu-link-refused';

/** The board for the ambulance service: nobody signs in, nothing can be changed, and it reads itself again. */
export function SamuPage({ token }: { token: string }) {
  const t = useCareTexts();
  const locale = useLocale();
  const { productName } = useConfiguration();
  const { method, path: url } = ownRoutes.samuBoard;
  const board = useQuery<SamuBoard, ApiError>({
    queryKey: ['samu', token],
    queryFn: ({ signal }) => http<SamuBoard>({ method, url, json: { token }, signal, quiet: true }),
    // A link that has ended never comes back, and asking again would spend what its room may ask.
    refetchInterval: ({ state }) => !isRefused(state.error) && CARE_EVERY,
    refetchOnWindowFocus: ({ state }) => !isRefused(state.error),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const other = locale === 'fr' ? 'en' : 'fr';
  return (
    <main className={classes.public}>
      <title>{`${t('samu.title')} · ${productName}`}</title>
      <meta name="robots" content="noindex, nofollow" />
      <div className={classes.top} data-no-print>
        <Brand />
        <Button variant="subtle" lang={other} onClick={() => void switchLocale(other, true)}>
          {t('samu.language')}
        </Button>
      </div>
      {/* An ended link shows nothing of what it once did. */}
      {isRefused(board.error) ? (
        <Refused />
      ) : board.data ? (
        <Shown board={board.data} readAt={board.dataUpdatedAt} isLate={board.isError} />
      ) : (
        <>
          <h1>{t('samu.title')}</h1>
          {board.isError ? <Notice tone="error">{t('samu.wait')}</Notice> : <Waiting rows={3} height={120} />}
          <Agency />
        </>
      )}
    </main>
  );
}

function Refused() {
  const t = useCareTexts();
  return (
    <>
      <h1>{t('samu.refusedTitle')}</h1>
      <Notice tone="warning">{t('samu.refused')}</Notice>
      <Agency />
    </>
  );
}

/** Whom to call. */
function Agency() {
  const t = useCareTexts();
  const { agencyName, emergencyPhone } = useConfiguration();
  return (
    <p>
      {t('samu.agency', { name: agencyName })}
      {emergencyPhone && (
        <>
          {' · '}
          <a href={`tel:${emergencyPhone.replace(/[^+\d]/g, '')}`}>{t('samu.call', { phone: emergencyPhone })}</a>
        </>
      )}
    </p>
  );
}

function Shown({ board, readAt, isLate }: { board: SamuBoard; readAt: number; isLate: boolean }) {
  const t = useCareTexts();
  const moment = useMomentText();
  const { territories } = useConfiguration();
  const [first] = board.territories;
  const read = moment(new Date(readAt).toISOString(), first);
  const names = board.territories.map((code) => territories.find((one) => one.code === code)?.name ?? code);
  return (
    <>
      <h1>{[t('samu.title'), names.join(', ')].join(' · ')}</h1>
      <p className={classes.soft}>{[board.label, t('samu.asOf', { at: read })].join(' · ')}</p>
      <div className={classes.stack}>
        {board.kind === 'exercise' && <Notice tone="warning">{t('samu.exercise')}</Notice>}
        {isLate && <Notice tone="error">{t('samu.late', { at: read })}</Notice>}
        {board.facilities.length === 0 && <Notice>{t('samu.empty')}</Notice>}
        {board.facilities.length > 0 && (
          <Counts counts={countsOf(board.facilities.flatMap(({ reports }) => reports))} />
        )}
        {worstFirst(board.facilities).map((line) => (
          <section key={line.facilityId} className={classes.facility} aria-label={line.name}>
            <div className={classes.stack}>
              <div>
                <h2>{line.name}</h2>
                <span className={classes.under}>{line.commune}</span>
              </div>
              <CareLines reports={line.reports} territory={line.territory} />
            </div>
          </section>
        ))}
        <div data-no-print>
          <Button variant="default" onClick={() => window.print()}>
            {t('samu.print')}
          </Button>
        </div>
        <div className={classes.soft}>
          <p>{[t('samu.renews'), t('samu.expires', { at: moment(board.expiresAt, first) })].join(' ')}</p>
          <Agency />
        </div>
      </div>
    </>
  );
}
