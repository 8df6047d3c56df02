/**
 * What a part of a model reads from a text of the experiment, or a fault for every sentence of its complaint.
 */
import { SwitchyardError } from '../sim/errors.ts'
import type { SystemFault } from './definition.ts'

const WHERE = 'here'
const SENTENCE = /^here: found (.*?), expected (.*?)(?:; (.*?))?\.?$/

export function* readOrFaults<T>(
  framework: string,
  at: SystemFault['at'],
  parse: (where: string) => T,
): Generator<SystemFault, T | undefined> {
  try {
    return parse(WHERE)
  } catch (error) {
    if (!(error instanceof SwitchyardError)) throw error
    for (const sentence of error.message.split('\n')) {
      const [, found = sentence, expected = 'what can be read', remedy] = SENTENCE.exec(sentence) ?? []
      yield { framework, at, found, expected, ...(remedy !== undefined && { remedy }) }
    }
    return undefined
  }
}
