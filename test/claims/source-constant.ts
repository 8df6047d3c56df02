import { readFileSync } from 'node:fs'
import { DAY, HOUR, MICROSECOND, MILLISECOND, MINUTE, SECOND } from '../../sim/engine/time.ts'

const named: Readonly<Record<string, number>> = { MICROSECOND, MILLISECOND, SECOND, MINUTE, HOUR, DAY }

/**
 * The value of a constant that its file keeps to itself: `const EXACT = 1 << 20`, `const BOUND = 10 * SECOND`. Throws when the
 * file has no such line any more, or it holds more than that.
 */
export function constantIn(file: string, name: string): number {
  const line = new RegExp(`\\b${name}(?:: Time)? = ([\\w.]+)(?: (<<|\\*\\*|\\*) ([\\w.]+))?\\n`)
  const [, left, sign, right] = line.exec(readFileSync(file, 'utf8')) ?? []
  if (left === undefined) throw new Error(`${file} has no line "const ${name} = <number>"`)
  const value = (text: string) => named[text] ?? Number(text.replaceAll('_', ''))
  if (right === undefined) return value(left)
  if (sign === '<<') return value(left) * 2 ** value(right)
  return sign === '**' ? value(left) ** value(right) : value(left) * value(right)
}
