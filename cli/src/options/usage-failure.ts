import { Failure, status } from "../failure.js";

/** A command line that cannot be used. The help says more. */
export class UsageFailure extends Failure {
  constructor(message: string) {
    super(message, status.usage);
  }
}
