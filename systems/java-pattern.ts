/**
 * Patterns of constraints, such as LIKE and UNLIKE. Schedulers on the JVM hand them to Java's regular expressions, which can
 * take exponential time; here they run in RE2's linear-time matcher, so that no pattern can hang a run.
 *
 * RE2 knows no backreferences, no look-around and no possessive quantifiers; such a pattern is refused. So is one that RE2
 * reads and Java reads otherwise. Small differences stay, and docs/systems/marathon.md names them.
 */
import { RE2JS, RE2JSSyntaxException } from 're2js'
import { SwitchyardError } from '../sim/errors.ts'

export interface Pattern {
  /** Whether the whole text matches. */
  matches(text: string): boolean
}

/**
 * A pattern that is matched against whole texts, as Java's `String.matches`.
 *
 * @throws SwitchyardError if the pattern is not one, needs what a linear-time matcher cannot do, or would mean something
 * else in Java. The sentence begins with `where`.
 */
export function patternOf(source: string, where: string): Pattern {
  const difference = differsFromJava(source)
  if (difference !== null)
    throw new SwitchyardError(
      `${where}: the pattern ${JSON.stringify(source)} ${difference}; write it without.`,
    )
  const compiled = compile(source, where)
  const known = new Map<string, boolean>()
  return {
    matches(text) {
      let answer = known.get(text)
      if (answer === undefined) {
        answer = compiled.testExact(text)
        known.set(text, answer)
      }
      return answer
    },
  }
}

function compile(source: string, where: string): RE2JS {
  try {
    return RE2JS.compile(source)
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    const said = error.message.replace(/^error parsing regexp: /, '')
    throw new SwitchyardError(
      `${where}: the pattern ${JSON.stringify(source)} cannot be used: ${said}. Patterns run in a linear-time matcher, ` +
        'which has no backreferences, look-around or possessive quantifiers; write it without.',
    )
  }
}

/** What Java would read otherwise, as the end of a sentence; null where both read the same. */
function differsFromJava(source: string): string | null {
  let inClass = false
  for (let at = 0; at < source.length; at++) {
    const char = source[at]
    if (char === '\\') {
      const escaped = source[at + 1]
      // What is quoted is literal to both.
      if (escaped === 'Q') {
        const end = source.indexOf('\\E', at + 2)
        at = end < 0 ? source.length : end + 1
        continue
      }
      if (escaped === 'v') return 'uses \\v, which is any vertical space in Java and one character here'
      if (escaped === 'C') return 'uses \\C, which Java does not know'
      at += 1
    } else if (!inClass) {
      if (char === '[') {
        inClass = true
        // A bracket that closes nothing yet is a member: []a] and [^]a].
        if (source[at + 1] === '^') at += 1
        if (source[at + 1] === ']') at += 1
      } else if (char === '(' && /^\(\?[a-zA-Z]*U/.test(source.slice(at))) {
        return 'sets the flag U, which means another thing in Java'
      }
    } else if (char === ']') inClass = false
    else if (char === '[') return 'has a class inside a class, which Java reads as a union'
    else if (char === '&' && source[at + 1] === '&')
      return 'has && inside a class, which Java reads as an intersection'
  }
  return null
}
