// What is made of the times: a median for each, and ratios of rounds rather than of medians, for what disturbs a round
// disturbs all who are in it.

/** @param {number[]} numbers @param {number} at from 0 to 1 */
export function quantile(numbers, at) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const below = Math.floor(place);
  const [low = Number.NaN, high = low] = [sorted[below], sorted[below + 1]];
  return low + (high - low) * (place - below);
}

/** @param {number[]} numbers */
export const median = (numbers) => quantile(numbers, 0.5);

/** A figure of its own: its median and its quartiles. @param {string} name @param {number[]} values @returns {Figure} */
export const spread = (name, values) => ({
  name,
  value: median(values),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
});

/** The ratio of two in the same rounds: its median and its quartiles. @param {number[]} one @param {number[]} other */
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
 * Figures of what was measured in rounds, as ratios to `against`.
 * @param {Record<string, number[]>} rounds
 * @param {string} against
 * @param {number} [scale] of the values
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

/** That ours take at most `limit` of the time of `peer`, in the same rounds. */
export const against = (rounds, peer, limit) =>
  target(
    `at most ${limit.toFixed(2)} of ${peer === "fetch" ? "plain fetch" : peer}`,
    ratio(rounds["mysafe-wasm"], rounds[peer]).ratio,
    limit,
  );
