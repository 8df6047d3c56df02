import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LineKind, SwfScanner } from '../../../workloads/traces/swf-scanner.ts'

describe('the scanner of log lines', () => {
  it('tells jobs, comments, blank and malformed lines apart, and counts all of them', () => {
    const scanner = new SwfScanner()
    scanner.feed(Buffer.from(`; c\n\n  \t\r\n${'1 '.repeat(18)}\n1 x\n  ; d\n`))
    const kinds = [
      LineKind.Comment,
      LineKind.Blank,
      LineKind.Blank,
      LineKind.Job,
      LineKind.Malformed,
      LineKind.Comment,
    ]
    for (const [at, kind] of kinds.entries()) {
      expect([scanner.next(), scanner.line]).toEqual([kind, at + 1])
    }
    expect(scanner.next()).toBe(LineKind.End)
    scanner.feed(Buffer.from(';\n'))
    expect([scanner.next(), scanner.line]).toEqual([LineKind.Comment, 7])
  })

  it('computes the very double that Number gives for the same text', () => {
    const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`))
    const text = fc
      .tuple(
        fc.constantFrom('', '-', '+'),
        digits(17),
        fc.option(digits(17)),
        fc.option(fc.integer({ min: -30, max: 30 })),
      )
      .map(([sign, whole, fraction, power]) => {
        return sign + whole + (fraction === null ? '' : `.${fraction}`) + (power === null ? '' : `e${power}`)
      })
    fc.assert(
      fc.property(fc.array(text, { minLength: 18, maxLength: 18 }), values => {
        // Fields that are checked for their range hold a 1 here.
        for (const field of [0, 1, 3, 4, 7, 8, 11]) values[field] = '1'
        const scanner = new SwfScanner()
        scanner.feed(Buffer.from(`${values.join(' ')}\n`))
        expect(scanner.next()).toBe(LineKind.Job)
        expect([...scanner.fields]).toEqual(values.map(Number))
      }),
      { numRuns: 500 },
    )
  })
})
