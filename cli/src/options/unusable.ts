/** The value of an option cannot be used. Its message says what can, and does not repeat the value. */
export class UnusableValue extends Error {}
