/** Does some work on each item, on so many at a time.
 *
 * @param work resolves to whether to go on. Of those side by side, the one that says no takes no further item */
export async function sideBySide<T>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<boolean>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const each = async () => {
    for (let next = queue.next(); !next.done; next = queue.next()) if (!(await work(next.value))) return;
  };
  await Promise.all(Array.from({ length: width }, each));
}
