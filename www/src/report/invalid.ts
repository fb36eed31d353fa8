/** The error of a text that is not a report. Its message is the path of the invalid value. */
export class InvalidReport extends Error {}
