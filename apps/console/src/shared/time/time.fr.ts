export const timeFr = {
  paris: 'soit {{time}} à Paris',
  parisName: 'Paris',
  at: '{{time}} ({{place}})',
};
