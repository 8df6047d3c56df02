/**
 * Quantities as manifests write them: `500m`, `1.5Gi`, `2e3` (Kubernetes, apimachinery/pkg/api/resource/quantity.go, v0.34.4).
 */
import { SwitchyardError } from '../../sim/errors.ts'

const WRITTEN = /^([+-]?)(\d*)(?:\.(\d*))?(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d{1,3}))?$/

const binary = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
/** Powers of ten of the decimal suffixes. */
const decimal: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
}

/**
 * The quantity in whole units: bytes, pods, devices. A fraction counts as one more, as `Quantity.Value` rounds.
 *
 * @throws SwitchyardError for a text that is no quantity, a negative one, and one above 2^53 − 1.
 */
export function wholeOf(written: unknown, where: string): number {
  return scaled(written, 0, where)
}

/**
 * The quantity in thousandths: milli-CPU. Smaller fractions count as one more, as `Quantity.MilliValue` rounds.
 *
 * @throws SwitchyardError as `wholeOf` does.
 */
export function milliOf(written: unknown, where: string): number {
  return scaled(written, 3, where)
}

function scaled(written: unknown, digits: number, where: string): number {
  const text = typeof written === 'number' ? String(written) : written
  const match = typeof text === 'string' ? WRITTEN.exec(text) : null
  const [, sign, whole = '', fraction = '', suffix, exponent] = match ?? []
  if (match === null || whole + fraction === '')
    throw new SwitchyardError(
      `${where}: found ${JSON.stringify(written)}, expected a quantity such as 500m, 2 or 1.5Gi; write it without spaces`,
    )
  const power = digits - fraction.length + (exponent === undefined ? 0 : Number(exponent))
  const twos = suffix === undefined ? 0 : 10 * (binary.indexOf(suffix) + 1)
  const tens = power + (suffix === undefined ? 0 : (decimal[suffix] ?? 0))
  let value = BigInt(whole + fraction) << BigInt(twos)
  if (tens >= 0) value *= 10n ** BigInt(tens)
  else {
    const divisor = 10n ** BigInt(-tens)
    value = (value + divisor - 1n) / divisor
  }
  if ((sign === '-' && value > 0n) || value > BigInt(Number.MAX_SAFE_INTEGER))
    throw new SwitchyardError(
      `${where}: found ${JSON.stringify(written)}, expected a quantity from 0 to 2^53 - 1 ${digits === 0 ? 'units' : 'thousandths'}; correct it`,
    )
  return Number(value)
}
