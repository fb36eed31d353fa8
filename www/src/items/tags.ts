import { normalized } from "./text.ts";

/** The tags in a text of them, for comparison. */
export function tagsIn(text: string | undefined): string[] {
  return (text ?? "")
    .split(/[,;]/)
    .map((tag) => normalized(tag.trim()))
    .filter((tag) => tag !== "");
}

/** A condition on the tags of an item: it has all that are wanted. One that is no whole tag of any item is taken as the part of
 * a tag, so that the list follows the typing.
 *
 * @param wanted what the visitor typed
 * @param known the tags of all items */
export function tagCondition(wanted: string, known: ReadonlySet<string>): (tags: readonly string[]) => boolean {
  const conditions = tagsIn(wanted).map((text) => {
    const isWhole = known.has(text);
    return (tag: string) => (isWhole ? tag === text : tag.includes(text));
  });
  return (tags) => conditions.every((holds) => tags.some(holds));
}
