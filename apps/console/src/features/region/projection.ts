export interface Point {
  x: number;
  y: number;
}

type LatLon = readonly [number, number];

export interface Projection {
  width: number;
  height: number;
  /** Where a latitude and longitude lie in the drawing. */
  place: (latitude: number, longitude: number) => Point;
}

/**
 * Draws an outline as wide as asked: equirectangular, its degrees of longitude shortened by the cosine of the middle latitude,
 * which is true enough for a territory of a few hundred kilometres.
 */
export function projectionOf(outline: readonly LatLon[], width: number, margin: number): Projection {
  const latitudes = outline.map(([latitude]) => latitude);
  const longitudes = outline.map(([, longitude]) => longitude);
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const shortened = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const scale = (width - 2 * margin) / ((east - west) * shortened);
  return {
    width,
    height: (north - south) * scale + 2 * margin,
    place: (latitude, longitude) => ({
      x: margin + (longitude - west) * shortened * scale,
      y: margin + (north - latitude) * scale,
    }),
  };
}

/** The outline as a closed SVG path. */
export function pathOf(outline: readonly LatLon[], { place }: Projection): string {
  const points = outline.map(([latitude, longitude]) => place(latitude, longitude));
  return `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`;
}

/** The golden angle: successive points of the spiral never line up. */
const TURN = Math.PI * (3 - Math.sqrt(5));

/**
 * Sites of one commune are known by the commune's position only: those that would lie on one another are laid out in a spiral
 * around it, in the order given.
 */
export function spread<T extends Point>(items: readonly T[], distance: number): T[] {
  const taken = new Map<string, number>();
  return items.map((item) => {
    const key = `${Math.round(item.x / distance)} ${Math.round(item.y / distance)}`;
    const index = taken.get(key) ?? 0;
    taken.set(key, index + 1);
    const radius = distance * Math.sqrt(index);
    return { ...item, x: item.x + radius * Math.cos(index * TURN), y: item.y + radius * Math.sin(index * TURN) };
  });
}
