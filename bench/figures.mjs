// Turns measured times into figures: medians, and ratios. A ratio is taken within each round, since a disturbance of a round hits
// all clients in it.

/** @param {number[]} numbers @param {number} at from 0 to 1 */
export function quantile(numbers, at) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * at;
  const lower = Math.floor(position);
  const [low = Number.NaN, high = low] = [sorted[lower], sorted[lower + 1]];
  return low + (high - low) * (position - lower);
}

/** @param {number[]} numbers */
export const median = (numbers) => quantile(numbers, 0.5);

/** A figure without a reference: its median and its quartiles. @param {string} name @param {number[]} values @returns {Figure} */
export const spread = (name, values) => ({
  name,
  value: median(values),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
});

/** The median and the quartiles of the ratios of two series, round by round. @param {number[]} one @param {number[]} other */
export function ratio(one, other) {
  const ratios = one.map((value, round) => value / (other[round] ?? Number.NaN));
  return { ratio: median(ratios), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75) };
}

/**
 * @typedef {{ name: string, value: number, ratio?: number, low?: number, high?: number }} Figure
 * @typedef {{ what: string, value: number, limit: number, reached: boolean }} Target
 * @typedef {{ row: string, title: string, unit: string, against?: string, figures: Figure[], targets: Target[] }} Row
 */

/**
 * A figure for each series of times, with its ratio to the series `against`.
 * @param {Record<string, number[]>} rounds
 * @param {string} against
 * @param {number} [scale] factor of the values
 * @returns {Figure[]}
 */
export function figures(rounds, against, scale = 1) {
  const reference = rounds[against] ?? [];
  return Object.entries(rounds).map(([name, values]) => ({
    name,
    value: median(values) * scale,
    ...ratio(values, reference),
  }));
}

/** @param {string} what @param {number} value @param {number} limit @returns {Target} */
export const target = (what, value, limit) => ({ what, value, limit, reached: value <= limit });

/** The target that mysafe-wasm takes at most `limit` times as long as `peer`. */
export const against = (rounds, peer, limit) =>
  target(
    `at most ${limit.toFixed(2)} of ${peer === "fetch" ? "plain fetch" : peer}`,
    ratio(rounds["mysafe-wasm"], rounds[peer]).ratio,
    limit,
  );
