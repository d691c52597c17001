import type { FactTest, RegimeDefinitionInput } from '#libs/contracts';

type Test = Omit<FactTest, 'perhaps'>;
const says = (fact: FactTest['fact'], ...yes: string[]): Test => ({ fact, yes: yes.length > 0 ? yes : ['yes'] });

/** What is known to be a false alarm is declared to nobody. */
const NO_FALSE_ALARM = [says('nature', 'suspicion', 'failure', 'malicious')];
/** The five criteria of D.1111-16-2 CSP. */
const CRITERIA = [says('care-safety'), says('health-data'), says('functioning'), says('repercussions'), says('spread')];

const WITHOUT_DELAY = { from: 'aware', delay: 'PT0S' } as const;
const after = (delay: string) => ({ from: 'aware', delay }) as const;
/** What is due at once is not announced. */
const AT_ONCE = ['PT1H', 'PT4H', 'P1D'];
const WITHIN_A_DAY = ['-PT6H', '-PT1H', 'PT0S', 'PT4H', 'P1D'];
const WITHIN_THREE_DAYS = ['-P1D', '-PT4H', 'PT0S', 'PT4H', 'P1D'];
const WITHIN_MONTHS = ['-P7D', '-P1D', 'PT0S', 'P1D', 'P7D'];

/** The regimes to begin with. What changes later is a new version, saved by an administrator. */
export const firstRegimes: Readonly<Record<string, RegimeDefinitionInput>> = {
  csp: {
    name: { fr: 'Signalement santé (CSP)', en: 'Health declaration (CSP)' },
    basis: {
      fr: 'Code de la santé publique, articles L.1111-8-2 et D.1111-16-2 à D.1111-16-4',
      en: 'French public health code, articles L.1111-8-2 and D.1111-16-2 to D.1111-16-4',
    },
    toConfirm: false,
    zone: 'territory',
    applies: [[says('health-duty')], CRITERIA, NO_FALSE_ALARM],
    stages: [
      {
        code: 'declaration',
        name: { fr: 'Signalement', en: 'Declaration' },
        authorities: ['ars', 'cert-sante'],
        due: WITHOUT_DELAY,
        reminders: AT_ONCE,
      },
    ],
  },
  nis2: {
    name: { fr: 'NIS 2', en: 'NIS 2' },
    basis: { fr: 'Directive (UE) 2022/2555, article 23', en: 'Directive (EU) 2022/2555, article 23' },
    toConfirm: false,
    zone: 'paris',
    applies: [[says('nis2', 'essential', 'important')], CRITERIA, NO_FALSE_ALARM],
    stages: [
      {
        code: 'early-warning',
        name: { fr: 'Alerte précoce', en: 'Early warning' },
        authorities: ['anssi'],
        due: after('PT24H'),
        coveredBy: ['notification', 'final'],
        reminders: WITHIN_A_DAY,
      },
      {
        code: 'notification',
        name: { fr: 'Notification d’incident', en: 'Incident notification' },
        authorities: ['anssi'],
        due: after('PT72H'),
        coveredBy: ['final'],
        reminders: WITHIN_THREE_DAYS,
      },
      {
        code: 'intermediate',
        name: { fr: 'Rapport intermédiaire', en: 'Intermediate report' },
        authorities: ['anssi'],
        due: { from: 'request', delay: 'PT0S' },
        coveredBy: ['final'],
        reminders: WITHIN_THREE_DAYS,
      },
      {
        code: 'progress',
        name: { fr: 'Rapport d’avancement', en: 'Progress report' },
        authorities: ['anssi'],
        due: { from: 'stage', stage: 'notification', delay: 'P1M', ongoing: 'only' },
        coveredBy: ['final'],
        reminders: WITHIN_MONTHS,
      },
      {
        code: 'final',
        name: { fr: 'Rapport final', en: 'Final report' },
        authorities: ['anssi'],
        due: { from: 'stage', stage: 'notification', delay: 'P1M', ongoing: 'after-end', afterEnd: 'P1M' },
        reminders: WITHIN_MONTHS,
      },
    ],
  },
  gdpr: {
    name: { fr: 'RGPD', en: 'GDPR' },
    basis: { fr: 'Règlement (UE) 2016/679, article 33', en: 'Regulation (EU) 2016/679, article 33' },
    toConfirm: false,
    zone: 'paris',
    applies: [[says('personal-data')], NO_FALSE_ALARM],
    stages: [
      {
        code: 'notification',
        name: { fr: 'Notification de violation de données', en: 'Notification of a data breach' },
        authorities: ['cnil'],
        due: after('PT72H'),
        reminders: WITHIN_THREE_DAYS,
      },
    ],
  },
  eigs: {
    name: { fr: 'Événement indésirable grave (EIGS)', en: 'Serious adverse event (EIGS)' },
    basis: {
      fr: 'Code de la santé publique, articles L.1413-14 et R.1413-67 à R.1413-70',
      en: 'French public health code, articles L.1413-14 and R.1413-67 to R.1413-70',
    },
    toConfirm: false,
    zone: 'territory',
    applies: [[says('health-duty')], [says('patient-danger', 'proven')], NO_FALSE_ALARM],
    stages: [
      {
        code: 'part-1',
        name: { fr: 'Première partie', en: 'Part 1' },
        authorities: ['ars'],
        due: WITHOUT_DELAY,
        reminders: AT_ONCE,
      },
      {
        code: 'part-2',
        name: { fr: 'Seconde partie', en: 'Part 2' },
        authorities: ['ars'],
        due: { from: 'stage', stage: 'part-1', delay: 'P3M' },
        reminders: WITHIN_MONTHS,
      },
    ],
  },
  complaint: {
    name: { fr: 'Dépôt de plainte (assurance)', en: 'Complaint (insurance)' },
    basis: { fr: 'Code des assurances, article L.12-10-1', en: 'French insurance code, article L.12-10-1' },
    toConfirm: true,
    zone: 'paris',
    applies: [[says('malicious')], [says('cyber-insured')], NO_FALSE_ALARM],
    stages: [
      {
        code: 'complaint',
        name: { fr: 'Plainte', en: 'Complaint' },
        authorities: ['police'],
        due: after('PT72H'),
        reminders: WITHIN_THREE_DAYS,
      },
    ],
  },
};
