/**
 * Numbers without a unit that people also write in per cent: shares, factors, coefficients.
 */
import { describe } from './faults.ts'
import { type LeafSchema, leaf } from './quantities.ts'
import { type Reading, readNumber } from './units.ts'

const form = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*%\s*$/

/** JSON Schema of a number or a text in per cent. */
export const ratioSchema: LeafSchema = {
  type: ['number', 'string'],
  exclusiveMinimum: 0,
  pattern: form.source,
}

/** What a text in per cent stands for: 0.8 for "80%" and "80 %"; undefined for everything else. */
export function perCent(input: unknown): number | undefined {
  const digits = typeof input === 'string' ? form.exec(input)?.[1] : undefined
  // A number with two more decimals, so that 7 % is the double 0.07, which 7 / 100 need not be.
  return digits === undefined ? undefined : Number(`${digits}e-2`)
}

/** A number above 0, plain or in per cent. */
export function readRatio(input: unknown, expected = 'a number above 0, such as 0.8 or 80%'): Reading {
  const reading = readNumber(perCent(input) ?? input, expected)
  return typeof reading === 'number' ? reading : { ...reading, found: describe(input) }
}

/** A number above 0, plain or in per cent. */
export const ratio = () => leaf(input => readRatio(input), ratioSchema)

/** A share of something, plain or in per cent: above 0 and below 1, or with both ends. */
export const partOf = (ends = false) =>
  leaf(
    input => {
      const share = perCent(input) ?? input
      const inside = typeof share === 'number' && (ends ? share >= 0 && share <= 1 : share > 0 && share < 1)
      if (inside) return share
      const expected = ends
        ? 'a share from 0 to 1, such as 0.5 or 50%'
        : 'a share between 0 and 1, such as 0.5 or 50%'
      return { found: describe(input), expected }
    },
    ends
      ? { type: ['number', 'string'], minimum: 0, maximum: 1, pattern: form.source }
      : { ...ratioSchema, exclusiveMaximum: 1 },
  )
