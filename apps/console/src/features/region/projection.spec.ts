import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pathOf, projectionOf, spread } from './projection.js';

const square = [
  [14, -61],
  [15, -61],
  [15, -60],
  [14, -60],
] as const;

describe('the map', () => {
  it('has north up and east right, inside its margin', () => {
    const { place, width, height } = projectionOf(square, 400, 10);
    expect(place(15, -61)).toEqual({ x: 10, y: 10 });
    const southEast = place(14, -60);
    expect(southEast.x).toBeCloseTo(width - 10);
    expect(southEast.y).toBeCloseTo(height - 10);
  });

  it('is as much higher than wide as a degree of latitude is longer', () => {
    const { width, height } = projectionOf(square, 400, 0);
    expect(height / width).toBeCloseTo(1 / Math.cos((14.5 * Math.PI) / 180), 5);
  });

  it('closes its outline', () => {
    expect(pathOf(square, projectionOf(square, 100, 0))).toMatch(/^M0\.0 .*Z$/);
  });

  it('never lays two sites of one commune on one another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), (count) => {
        const points = spread(
          Array.from({ length: count }, () => ({ x: 50, y: 50 })),
          12,
        );
        const gaps = points.flatMap((a, i) => points.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
        expect(Math.min(...gaps)).toBeGreaterThan(9);
      }),
    );
  });
});
