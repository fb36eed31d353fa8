const circle = "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z";

const shapes = {
  brand: ["M12 3v7", "M7 5.6a8 8 0 1 0 10 0"],
  empty: ["M9 15a5 5 0 1 1 4.6-3L21 19.3V21h-3v-2h-2v-2h-2l-2-2", "M7.5 8.5h.01"],
  running: ["M12 3a9 9 0 1 1-9 9"],
  off: [circle, "m5.7 5.7 12.6 12.6"],
  on: [circle, "m8 12.3 2.7 2.7L16 9.5"],
  failed: ["M12 3.5 2.5 20h19L12 3.5Z", "M12 10v4", "M12 17h.01"],
  unknown: [circle, "M9.5 9.6a2.5 2.5 0 1 1 3.7 2.2c-.8.4-1.2 1-1.2 1.9", "M12 17h.01"],
};

export type IconName = keyof typeof shapes;

/** A drawing beside words that say the same, so it is not read out. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      {shapes[name].map((shape) => (
        <path key={shape} d={shape} />
      ))}
    </svg>
  );
}
