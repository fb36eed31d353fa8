// Texts of the offer of new values.

import { number } from "./count.ts";

export const rotateOffer = {
  offer: (many: number) => `Store new values, then activate (${number(many)})…`,
};
