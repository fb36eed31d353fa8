/** The exit status of the command. The help and the man page document each. */
export const status = {
  /** All items are in the state asked for. */
  done: 0,
  /** Some are not, or it is not known. */
  incomplete: 1,
  /** The command line or its input cannot be used; nothing was sent. */
  usage: 2,
  /** It ended early: refused credentials, an outage, a source or a journal that failed. */
  endedEarly: 3,
  /** It was interrupted by Ctrl-C. */
  interrupted: 130,
} as const;

export type Status = (typeof status)[keyof typeof status];

/** A failure that is told in one line, without a stack. */
export class Failure extends Error {
  readonly exitStatus: Status;

  constructor(message: string, exitStatus: Status = status.usage) {
    super(message);
    this.exitStatus = exitStatus;
  }
}
