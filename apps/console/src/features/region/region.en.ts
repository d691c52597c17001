export const regionEn = {
  title: 'Region',
  lead: 'What is open, where, and which care is in difficulty.',
  print: 'Print',
  territory: 'Territory',
  kind: { label: 'Show', real: 'Real', exercise: 'Exercise' },
  figure: {
    open: 'Open declarations',
    touched: 'Facilities touched',
    degraded: 'In degraded mode',
    danger: 'Danger for patients',
  },
  map: {
    title: 'Map',
    label: 'Map of {{territory}}: {{count}} facilities touched. The table says the same.',
    quiet: 'Facility without an open declaration',
    legend: 'Legend',
    mark: '{{name}}, {{commune}}: {{severity}}',
  },
  table: {
    title: 'Facilities touched',
    facility: 'Facility',
    severity: 'Severity',
    open_one: '{{count}} open declaration',
    open_other: '{{count}} open declarations',
    services: 'Services touched',
    last: 'Last change',
    none: 'Not stated',
  },
  care: {
    title: 'Care services in difficulty',
    none: 'No care service is reported in difficulty.',
  },
  empty: {
    title: 'Nothing is open in the region',
    text: 'As soon as a facility declares an incident, it appears here and on the map, live.',
  },
};
