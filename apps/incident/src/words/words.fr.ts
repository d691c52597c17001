import type { z } from 'zod';
import type {
  CareService,
  DataClass,
  HelpWanted,
  Nature,
  PatientDanger,
  Severity,
  YesNoUnknown,
} from '#libs/contracts';

/** The words of the field on paper; the console has the same. */
export const wordsFr = {
  yesNoUnknown: { yes: 'Oui', no: 'Non', unknown: 'Je ne sais pas' } satisfies Record<YesNoUnknown, string>,
  danger: { none: 'Aucun', potential: 'Possible', proven: 'Avéré', unknown: 'Je ne sais pas' } satisfies Record<
    PatientDanger,
    string
  >,
  careService: {
    emergency: 'Urgences',
    'intensive-care': 'Réanimation',
    theatre: 'Bloc opératoire',
    dialysis: 'Dialyse',
    imaging: 'Imagerie',
    laboratory: 'Laboratoire',
    pharmacy: 'Pharmacie',
    maternity: 'Maternité',
    radiotherapy: 'Radiothérapie',
    sterilisation: 'Stérilisation',
    'home-care': 'Soins à domicile',
    'patient-record': 'Dossier patient',
    admissions: 'Admissions',
    other: 'Autre service',
  } satisfies Record<CareServiceName, string>,
  dataClass: {
    personal: 'Données personnelles ou de santé',
    technical: 'Données techniques',
    functioning: 'Données de fonctionnement',
  } satisfies Record<z.infer<typeof DataClass>, string>,
  help: {
    technical: 'Appui technique',
    forensics: 'Recherche de traces',
    'crisis-management': 'Gestion de crise',
    communication: 'Communication',
    'patient-transfer': 'Transfert de patients',
    other: 'Autre aide',
  } satisfies Record<z.infer<typeof HelpWanted>, string>,
  nature: {
    suspicion: 'Suspicion',
    failure: 'Panne ou défaillance',
    malicious: 'Acte malveillant',
    'false-alarm': 'Fausse alerte',
  } satisfies Record<Nature, string>,
  severity: { low: 'Faible', medium: 'Moyenne', high: 'Élevée', critical: 'Critique' } satisfies Record<
    Severity,
    string
  >,
  exercise: 'EXERCICE',
  paris: 'heure de Paris',
  local: 'heure locale',
};

type CareServiceName = z.infer<typeof CareService>;
export type Words = typeof wordsFr;
