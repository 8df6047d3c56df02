/**
 * Options that several commands have.
 */
import { oneOf } from '../bench/experiment/nearest.ts'
import { SwitchyardError } from '../sim/errors.ts'
import { exitCodes } from './exit.ts'

/** `--set key=value`. */
export type Setting = readonly [key: string, value: string]

export const setting = settings(
  '--set',
  'key=value, such as --set root.order=easy or --set until=2d',
  (key, values) => `; a list makes an axis: --set ${key}="[${values}]"`,
)

/** A reader of `key=value`, which may be repeated for other keys. */
export function settings(
  option: string,
  expected: string,
  instead: (key: string, values: string) => string = () => '',
): (text: string, before?: readonly Setting[]) => readonly Setting[] {
  return (text, before = []) => {
    const at = text.indexOf('=')
    if (at < 1) throw new SwitchyardError(`${option} ${text}: expected ${expected}.`)
    const [key, value] = [text.slice(0, at), text.slice(at + 1)]
    const other = before.find(([known]) => known === key)
    if (other !== undefined && other[1] !== value)
      throw new SwitchyardError(
        `${option} ${key}: found ${other[1]} and ${value}, expected one value${instead(key, `${other[1]}, ${value}`)}.`,
      )
    return [...before, [key, value]]
  }
}

/** A reader of one word of several. */
export function oneWordOf<Word extends string>(
  option: string,
  words: readonly Word[],
): (text: string) => Word {
  return text => {
    const word = words.find(each => each === text)
    if (word === undefined) throw new SwitchyardError(`${option} ${text}: expected ${oneOf(words)}.`)
    return word
  }
}

/** A reader of a whole number from 1 to the most that there may be. */
export function wholeNumber(option: string, most: number): (text: string) => number {
  return text => {
    if (!/^[1-9]\d*$/.test(text) || Number(text) > most)
      throw new SwitchyardError(`${option} ${text}: expected a whole number from 1 to ${most}.`)
    return Number(text)
  }
}

/** Ctrl-C, or a batch system's polite end, stops the sweep; pressed again, it ends the process on the spot. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted)
      controller.abort()
    })
  }
  return controller.signal
}

/** A share, plain or in per cent: 0.1 for `10%`; NaN for anything else. */
export function shareOf(text: string): number {
  const digits = /^(\d+(?:\.\d+)?|\.\d+)\s*%$/.exec(text.trim())?.[1]
  // A number with two more decimals, so that 7 % is the double 0.07, which 7 / 100 need not be.
  if (digits !== undefined) return Number(`${digits}e-2`)
  return text.trim() === '' ? Number.NaN : Number(text)
}

/** Reads `--confidence`. */
export function confidence(text: string): number {
  const value = shareOf(text)
  if (!(value >= 0.5 && value < 1))
    throw new SwitchyardError(`--confidence ${text}: expected a share from 50% and below 100%, such as 95%.`)
  return value
}

/** A reader of an option that may be repeated. */
export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}
