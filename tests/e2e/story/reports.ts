/** A report about an incident. */
export const aReport = (incidentId: string) => ({
  template: 'crisis-cell',
  subject: 'incident' as const,
  incidentId,
  regionalId: null,
  territory: null,
  locale: 'fr' as const,
  tlp: 'AMBER' as const,
  forFacility: false,
});

const said = (text: string) => ({ fr: text, en: text });

/** A template of one section. */
export const aReportTemplate = {
  name: said('Essai'),
  summary: said('Une seule section.'),
  subjects: ['incident' as const],
  naming: false,
  sections: [{ code: 'message', source: 'text' as const, title: said('À retenir'), intro: null, most: 1 }],
};
