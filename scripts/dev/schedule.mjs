// @ts-check
// The order of steps that run side by side.

/**
 * @typedef {object} Task
 * @property {string} name
 * @property {boolean} [alone] runs while nothing else does
 * @property {readonly string[]} [uses] what no other task may use meanwhile: a port, a directory that is written
 * @property {string} [after] a task that has to pass first, if it is among the tasks
 */

/**
 * Runs tasks. Each starts as soon as it may; of several that may, the first.
 * @template {Task} T
 * @param {readonly T[]} tasks
 * @param {number} width how many run at a time
 * @param {(task: T) => Promise<boolean>} start runs a task and resolves to whether it passed
 * @returns {Promise<T[]>} the tasks that did not run, because the one before them failed
 */
export async function schedule(tasks, width, start) {
  const waiting = new Set(tasks);
  /** @type {Map<T, Promise<void>>} */
  const running = new Map();
  /** @type {Set<string>} */
  const failed = new Set();

  const isPending = (/** @type {string | undefined} */ name) =>
    [...waiting, ...running.keys()].some((task) => task.name === name);
  const mayStart = (/** @type {T} */ task) =>
    !isPending(task.after) &&
    running.size < (task.alone ? 1 : width) &&
    ![...running.keys()].some((other) => other.alone || shareSomething(task, other));

  for (;;) {
    for (const task of waiting) {
      if (task.after !== undefined && failed.has(task.after)) continue;
      if (!mayStart(task)) continue;
      waiting.delete(task);
      const ended = start(task).then((passed) => {
        running.delete(task);
        if (!passed) failed.add(task.name);
      });
      running.set(task, ended);
    }
    if (running.size === 0) return [...waiting];
    await Promise.race(running.values());
  }
}

/**
 * @param {Task} one
 * @param {Task} other
 */
function shareSomething(one, other) {
  return (one.uses ?? []).some((resource) => other.uses?.includes(resource));
}
