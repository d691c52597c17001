export const timeFr = { paris: 'soit {{time}} à Paris' };
