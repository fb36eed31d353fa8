import { useEffect } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { announce } from "../ui/announce.ts";
import { rotatePart } from "./rotate-part.ts";
import { dropRotation, rotation } from "./rotation.ts";

/** The dialog of new values, while there is a rotation. */
export function RotateHost() {
  const current = rotation.value;
  useEffect(() => {
    if (!current) return;
    void rotatePart.fetch().then((module) => {
      if (module) return;
      const { failed, advice } = words.value.lazyPart;
      announce(`${failed}. ${advice}`, "at once");
      dropRotation();
    });
  }, [current]);
  const { module } = rotatePart.fetched;
  return current && module ? <module.RotateDialog rotation={current} /> : null;
}
