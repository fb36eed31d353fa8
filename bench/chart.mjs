// Draws a bar chart as SVG: a group for each row, a bar for each figure, a line at the target.

const width = 760;
const [left, right, bar, gap] = [230, 90, 16, 5];

/** Has a light and a dark theme, since GitHub shows the file on both backgrounds. */
const style = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 14px } .group { font-weight: 600 } .value { font-variant-numeric: tabular-nums }
  .own { fill: #0a6ebd } .peer { fill: #a7b0ba } .limit { stroke: #c2410c; stroke-width: 1.5; stroke-dasharray: 4 3 }
  .note { fill: #57606a }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .own { fill: #4aa8ff } .peer { fill: #57606a } .limit { stroke: #fb923c } .note { fill: #9aa4ae }
  }`;

/**
 * @typedef {{ name: string, value: number, shown: string, own: boolean }} Bar
 * @typedef {{ name: string, bars: Bar[], limit?: number }} Group
 * @param {{ title: string, note: string, groups: Group[], logarithmic?: boolean }} drawing
 */
export function chart({ title, note, groups, logarithmic = false }) {
  const values = groups.flatMap(({ bars, limit }) => [...bars.map(({ value }) => value), limit ?? 0]);
  const max = Math.max(...values);
  const min = logarithmic ? Math.min(...values.filter((value) => value > 0)) / 2 : 0;
  const plotWidth = width - left - right;
  const scale = (value) =>
    logarithmic ? (plotWidth * Math.log(value / min)) / Math.log(max / min) : (plotWidth * value) / max;
  const parts = [`<text class="title" x="0" y="16">${escaped(title)}</text>`];
  let y = 32;
  for (const { name, bars, limit } of groups) {
    parts.push(`<text class="group" x="0" y="${y + 12}">${escaped(name)}</text>`);
    y += 20;
    const top = y;
    for (const { name, value, shown, own } of bars) {
      const length = scale(value).toFixed(1);
      parts.push(
        `<text x="${left - 8}" y="${y + 12}" text-anchor="end">${escaped(name)}</text>`,
        `<rect class="${own ? "own" : "peer"}" x="${left}" y="${y}" width="${length}" height="${bar}" rx="2"/>`,
        `<text class="value" x="${width - 8}" y="${y + 12}" text-anchor="end">${escaped(shown)}</text>`,
      );
      y += bar + gap;
    }
    if (limit) {
      const x = (left + scale(limit)).toFixed(1);
      parts.push(`<line class="limit" x1="${x}" x2="${x}" y1="${top - 3}" y2="${y - gap + 3}"/>`);
    }
    y += 8;
  }
  parts.push(`<text class="note" x="0" y="${y + 10}">${escaped(note)}</text>`);
  const height = y + 18;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">
<style>${style}
</style>
${parts.join("\n")}
</svg>
`;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
