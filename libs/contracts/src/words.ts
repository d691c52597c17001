import type { z } from 'zod';
import type { CareService, Locale, Severity, YesNoUnknown } from './common.js';
import type { DataClass, HelpWanted, Nature, PatientDanger } from './declaration.js';

interface AnswerWords {
  yesNoUnknown: Record<YesNoUnknown, string>;
  danger: Record<PatientDanger, string>;
  nature: Record<Nature, string>;
  careService: Record<z.infer<typeof CareService>, string>;
  dataClass: Record<z.infer<typeof DataClass>, string>;
  help: Record<z.infer<typeof HelpWanted>, string>;
  severity: Record<Severity, string>;
  exercise: string;
}

/** The answers of a declaration in words: the same on a screen, on a sheet of paper and in a text for an authority. */
export const answerWords: Record<Locale, AnswerWords> = {
  fr: {
    yesNoUnknown: { yes: 'Oui', no: 'Non', unknown: 'Je ne sais pas' },
    danger: { none: 'Aucun', potential: 'Possible', proven: 'Avéré', unknown: 'Je ne sais pas' },
    nature: {
      suspicion: 'Soupçon',
      failure: 'Panne ou dysfonctionnement',
      malicious: 'Acte malveillant',
      'false-alarm': 'Fausse alerte',
    },
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
    },
    dataClass: {
      personal: 'Données personnelles ou de santé',
      technical: 'Données techniques',
      functioning: 'Données de fonctionnement',
    },
    help: {
      technical: 'Appui technique',
      forensics: 'Recherche de traces',
      'crisis-management': 'Gestion de crise',
      communication: 'Communication',
      'patient-transfer': 'Transfert de patients',
      other: 'Autre aide',
    },
    severity: { low: 'Faible', medium: 'Moyenne', high: 'Élevée', critical: 'Critique' },
    exercise: 'EXERCICE',
  },
  en: {
    yesNoUnknown: { yes: 'Yes', no: 'No', unknown: 'I do not know' },
    danger: { none: 'None', potential: 'Possible', proven: 'Proven', unknown: 'I do not know' },
    nature: {
      suspicion: 'Suspicion',
      failure: 'Failure or malfunction',
      malicious: 'Malicious act',
      'false-alarm': 'False alarm',
    },
    careService: {
      emergency: 'Emergency',
      'intensive-care': 'Intensive care',
      theatre: 'Operating theatre',
      dialysis: 'Dialysis',
      imaging: 'Imaging',
      laboratory: 'Laboratory',
      pharmacy: 'Pharmacy',
      maternity: 'Maternity',
      radiotherapy: 'Radiotherapy',
      sterilisation: 'Sterilisation',
      'home-care': 'Home care',
      'patient-record': 'Patient record',
      admissions: 'Admissions',
      other: 'Other service',
    },
    dataClass: {
      personal: 'Personal or health data',
      technical: 'Technical data',
      functioning: 'Operating data',
    },
    help: {
      technical: 'Technical support',
      forensics: 'Forensics',
      'crisis-management': 'Crisis management',
      communication: 'Communication',
      'patient-transfer': 'Patient transfer',
      other: 'Other help',
    },
    severity: { low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' },
    exercise: 'EXERCISE',
  },
};
