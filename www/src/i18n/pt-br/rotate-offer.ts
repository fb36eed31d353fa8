// Texts of the offer of new values.

import type { rotateOffer as en } from "../en/rotate-offer.ts";
import { number } from "./count.ts";

export const rotateOffer: typeof en = {
  offer: (many) => `Guardar novos valores e depois ativar (${number(many)})…`,
};
