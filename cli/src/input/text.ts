import { Failure } from "../failure.js";

/** Decodes a file: UTF-8, UTF-16 as PowerShell's `>` writes it, or else Windows-1252 as Excel's CSV. The result has no byte
 * order mark and only `\n` as line ends. */
export function textOf(bytes: Uint8Array, description: string): string {
  if (isWorkbook(bytes)) throw new Failure(`${description} is an Excel workbook or an archive: save it as CSV`);
  const text = decode(bytes);
  if (text === undefined || text.includes("\0")) throw new Failure(`${description} is not a text file`);
  return text.replace(/\r\n?/g, "\n");
}

function decode(bytes: Uint8Array): string | undefined {
  const encoding = encodingOf(bytes);
  // An identifier is ASCII, so it is the same in all encodings of one byte. Only names can be misread.
  return tryDecode(bytes, encoding) ?? (encoding === "utf-8" ? tryDecode(bytes, "windows-1252") : undefined);
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // In UTF-16, one byte of each Latin character is zero.
  const [even, odd] = zerosOf(bytes.subarray(0, sample));
  if (even < 0.1 && odd > 0.75) return "utf-16le";
  if (odd < 0.1 && even > 0.75) return "utf-16be";
  return "utf-8";
}

/** The number of bytes by which the encoding is found. */
const sample = 1024;

/** How many of the bytes at even and at odd indexes are zero, from 0 to 1. */
function zerosOf(bytes: Uint8Array): readonly [even: number, odd: number] {
  const pairs = Math.max(1, Math.floor(bytes.length / 2));
  const zerosFrom = (parity: number) => bytes.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  return [zerosFrom(0) / pairs, zerosFrom(1) / pairs];
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first bytes of a ZIP archive, which an .xlsx is, and of an .xls. */
const workbooks = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];

function isWorkbook(bytes: Uint8Array): boolean {
  return workbooks.some((start) => start.every((byte, index) => bytes[index] === byte));
}
