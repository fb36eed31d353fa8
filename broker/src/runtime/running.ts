// A broker that runs until a signal ends it.

import { wordsOf } from "../problems.js";
import { fetchOf, replyTo } from "../reply.js";
import { type AuditStore, openAudit } from "./audit.js";
import type { Config } from "./config/config.js";
import { ConfigError } from "./config/problems.js";
import { readConfig } from "./config/read.js";
import { Listening } from "./listening.js";
import type { Log } from "./log.js";
import { createService, type Service } from "./service.js";

/** How long calls in flight are waited for when it ends, in ms: less than a container is given. */
const grace = 25_000;

/** A running broker. */
export class Running {
  readonly #file: string;
  readonly #log: Log;
  readonly #listening: Listening;
  /** Old services, until their last call is answered. */
  readonly #retiring = new Set<Promise<void>>();
  #service: Service;
  #audit: AuditStore;
  #isEnding = false;

  private constructor(file: string, log: Log, first: { service: Service; audit: AuditStore; listening: Listening }) {
    this.#file = file;
    this.#log = log;
    this.#service = first.service;
    this.#audit = first.audit;
    this.#listening = first.listening;
  }

  /**
   * Starts a broker.
   *
   * @param file of its config
   * @throws {ConfigError}, or the error of Node.js if it cannot listen
   */
  static async start(file: string, log: Log): Promise<Running> {
    const config = await readConfig(file, process.env);
    for (const warning of config.warnings) log.warn(warning);
    const audit = await audited(file, config);
    const service = serviceOf(file, config, audit, log);
    let running: Running | undefined;
    const handler = { fetch: fetchOf((request) => replyTo(request, running ? running.#service : service)) };
    const listening = await Listening.open(handler, config.listen);
    running = new Running(file, log, { service, audit, listening });
    log.note(`Listening on ${listening.url}. ${wordsFor(config, service)}`);
    running.#askMySafe(service);
    return running;
  }

  /** Reads the config again. When it is wrong, everything stays as it was. */
  async reload(): Promise<void> {
    try {
      const config = await readConfig(this.#file, process.env);
      for (const warning of config.warnings) this.#log.warn(warning);
      const audit = await this.#auditFor(config);
      await this.#replaceBy(config, audit);
    } catch (error) {
      const problems = error instanceof ConfigError ? error.problems : [{ path: "", words: wordsOf(error) }];
      for (const { path, words } of problems)
        this.#log.fail(`${this.#file}: ${path === "" ? "" : `${path}: `}${words}`);
      this.#log.fail("Nothing of the config was taken over. The broker goes on as before.");
    }
  }

  /** Stops listening, answers what is in flight, and closes the audit. */
  async end(): Promise<void> {
    this.#isEnding = true;
    this.#log.note("Ending: no connection is taken any more, and the calls in flight are answered.");
    const answered = Promise.all([this.#listening.close(grace), this.#service.retire(), ...this.#retiring]);
    const late = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), grace + 1_000).unref());
    if ((await Promise.race([answered, late])) === "late") {
      this.#log.warn("Calls were still in flight. In the audit they have a begin and no end.");
    }
    await this.#audit.close();
    this.#log.note("Ended.");
  }

  /** The audit of a config: that which is open, opened anew, or another. */
  async #auditFor(config: Config): Promise<AuditStore> {
    if (config.auditFile !== this.#audit.file) return audited(this.#file, config);
    try {
      await this.#audit.reopen();
      return this.#audit;
    } catch {
      // After a failure of the disk it writes nothing any more.
      return audited(this.#file, config);
    }
  }

  async #replaceBy(config: Config, audit: AuditStore): Promise<void> {
    const [oldService, oldAudit] = [this.#service, this.#audit];
    const hasOtherAudit = audit !== oldAudit;
    let service: Service | undefined;
    let moved: string | undefined;
    try {
      service = serviceOf(this.#file, config, audit, this.#log);
      moved = await this.#listening.change(config.listen);
    } catch (error) {
      await service?.retire();
      if (hasOtherAudit) await audit.close();
      throw error;
    }
    this.#service = service;
    this.#audit = audit;
    const retiring = oldService
      .retire()
      .then(() => (hasOtherAudit ? oldAudit.close() : undefined))
      .finally(() => this.#retiring.delete(retiring));
    this.#retiring.add(retiring);
    this.#log.note(["The config was read again.", moved, wordsFor(config, service)].filter(Boolean).join(" "));
    this.#askMySafe(service);
  }

  /** Tells at once what the first call would show. */
  #askMySafe(service: Service): void {
    // A service that is not used any more has lost its access key.
    const isUsed = () => service === this.#service && !this.#isEnding;
    service.mysafeReady().then(
      () => isUsed() && this.#log.note("MySafe gives the broker a token."),
      (error) => isUsed() && this.#log.warn(`MySafe gives the broker no token: ${wordsOf(error)}`),
    );
  }
}

/** Opens the audit of a config. */
async function audited(file: string, { auditFile }: Config): Promise<AuditStore> {
  try {
    return await openAudit(auditFile);
  } catch (error) {
    const words = `${auditFile} cannot be written (${(error as NodeJS.ErrnoException).code ?? "no reason given"}).`;
    throw new ConfigError(file, [{ path: "audit.file", words }]);
  }
}

function serviceOf(file: string, config: Config, audit: AuditStore, log: Log): Service {
  try {
    return createService(config, audit.audit, log);
  } catch (error) {
    throw error instanceof TypeError ? new ConfigError(file, [{ path: "", words: error.message }]) : error;
  }
}

function wordsFor({ origin, signIn, auditFile, page }: Config, { hasPage }: Service): string {
  const people = "oidc" in signIn ? `by ${signIn.oidc.issuer}` : "by the headers of a proxy";
  const parts = [
    origin === undefined ? undefined : `Browsers see ${origin}.`,
    `People sign in ${people}.`,
    `The audit is in ${auditFile ?? "standard output"}.`,
    page && !hasPage ? "There is no page in this package, so that none is served." : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(" ");
}
