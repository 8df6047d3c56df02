import { decimal } from './decimal.ts'
import { expectedOf, impossibleField, SWF_FIELDS, swfFieldNames } from './swf-fields.ts'
import type { LinePlace } from './trace-faults.ts'
import { excerpt } from './trace-faults.ts'

/** What a line is. `End`: the block is used up, feed the next. */
export const LineKind = { End: 0, Job: 1, Comment: 2, Blank: 3, Malformed: 4 } as const
export type LineKind = (typeof LineKind)[keyof typeof LineKind]

const TAB = 9
const LINE_FEED = 10
const RETURN = 13
const BLANK = 32
const MINUS = 45
const POINT = 46
const ZERO = 48
const SEMICOLON = 59

/** Digits of which every whole number is exact in a double. */
const EXACT_DIGITS = 15
const powersOfTen = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power)

/**
 * Reads lines of the Standard Workload Format byte by byte: no string and no object for a line.
 *
 * Blanks and tabs separate, LF or CR LF ends a line, `;` begins a comment. Numbers of up to 15 digits, with or without
 * a fraction, are computed in place (a quotient of two exact doubles is the nearest double, so it equals `Number(text)`);
 * the rare others (`3.000e+02`) go through a string.
 */
export class SwfScanner implements LinePlace {
  /** Values of the line that `next` called a job. */
  readonly fields = new Float64Array(SWF_FIELDS)
  line = 0
  #block: Buffer = Buffer.alloc(0)
  #at = 0
  #lineStart = 0
  #problemField = -1
  #problemStart = 0
  #found = 0

  /** Gives the next block of whole lines, the last ended too; see `lineBlocks`. */
  feed(block: Buffer): void {
    this.#block = block
    this.#at = 0
    this.#lineStart = 0
  }

  /** Reads one line. */
  next(): LineKind {
    const block = this.#block
    let at = this.#at
    if (at >= block.length) return LineKind.End
    this.line++
    this.#lineStart = at
    const fields = this.fields
    let count = 0
    for (;;) {
      let byte = block[at]!
      while (byte === BLANK || byte === TAB) byte = block[++at]!
      if (byte === LINE_FEED) break
      if (byte === RETURN && block[at + 1] === LINE_FEED) {
        at++
        break
      }
      if (byte === SEMICOLON && count === 0) return this.#skip(at, LineKind.Comment)
      const start = at
      const negative = byte === MINUS
      if (negative) byte = block[++at]!
      const firstDigit = at
      let value = 0
      let digit = byte - ZERO
      while (digit >= 0 && digit <= 9) {
        value = value * 10 + digit
        digit = block[++at]! - ZERO
      }
      let digits = at - firstDigit
      if (digit === POINT - ZERO && digits > 0) {
        const point = at
        digit = block[++at]! - ZERO
        while (digit >= 0 && digit <= 9) {
          value = value * 10 + digit
          digit = block[++at]! - ZERO
        }
        const decimals = at - point - 1
        digits += decimals
        if (digits <= EXACT_DIGITS) value /= powersOfTen[decimals]!
      }
      if (negative) value = -value
      if (digits === 0 || digits > EXACT_DIGITS || digit > BLANK - ZERO) {
        while (block[at]! > BLANK) at++
        value = decimal(block.toString('latin1', start, at))
        if (Number.isNaN(value)) return this.#malformed(count, start)
      }
      // Beyond the last field nothing is written, only counted.
      fields[count++] = value
    }
    this.#at = at + 1
    this.#found = count
    if (count === SWF_FIELDS) {
      const impossible = impossibleField(fields)
      if (impossible < 0) return LineKind.Job
      this.#problemField = impossible
      this.#problemStart = -1
      return LineKind.Malformed
    }
    if (count === 0) return LineKind.Blank
    this.#problemField = -1
    return LineKind.Malformed
  }

  /** What is wrong with the line that `next` called malformed, as a sentence. */
  problem(): string {
    const field = this.#problemField
    if (field < 0) {
      const fields = this.#found === 1 ? '1 field' : `${this.#found} fields`
      return `found ${fields}, expected ${SWF_FIELDS}: ${excerpt(this.text())}`
    }
    const value = this.#problemStart < 0 ? this.#valueOf(field) : this.#token(this.#problemStart)
    const name = `field ${field + 1} (${swfFieldNames[field] ?? 'beyond the last'})`
    if (value.startsWith('\r'))
      return 'found a carriage return inside the line, expected lines that end in LF or CR LF'
    const expected = field < SWF_FIELDS ? expectedOf(field) : 'the end of the line'
    return `found ${excerpt(value)} in ${name}, expected ${expected}`
  }

  /** The line read last, without its end. */
  text(): string {
    const end = this.#block.indexOf(LINE_FEED, this.#lineStart)
    return this.#block.toString('utf8', this.#lineStart, end).replace(/\r$/, '')
  }

  #malformed(field: number, start: number): LineKind {
    this.#problemField = field
    this.#problemStart = start
    return this.#skip(start, LineKind.Malformed)
  }

  #skip(at: number, kind: LineKind): LineKind {
    this.#at = this.#block.indexOf(LINE_FEED, at) + 1
    return kind
  }

  #valueOf(field: number): string {
    return (
      this.text()
        .trim()
        .split(/[ \t]+/)[field] ?? ''
    )
  }

  #token(start: number): string {
    const text = this.#block.toString('utf8', start, this.#block.indexOf(LINE_FEED, start))
    return text.replace(/\r$/, '').match(/^[^ \t]+/)?.[0] ?? text
  }
}
