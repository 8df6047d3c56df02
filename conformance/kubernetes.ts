/**
 * The Kubernetes scheduler's answers: to cases, whose `plugin` and `kind` say what they ask, and to recordings, which hold
 * the operations of a whole scenario.
 */
import { SwitchyardError } from '../sim/errors.ts'
import { Unmodelled } from '../systems/kubernetes/manifest/fields.ts'
import type { Adapter, Answer, Case } from './adapter.ts'
import type { Json } from './kubernetes/case-reader.ts'
import { filtered } from './kubernetes/filtering.ts'
import { normalisedAnswer } from './kubernetes/one-form.ts'
import { nodePicked, nodesTried, preempted, victimsSelected } from './kubernetes/preempting.ts'
import { backoffOf, backoffsOf, comesFirst, flushed } from './kubernetes/queueing.ts'
import { replay } from './kubernetes/recording.ts'
import {
  brokenLinearAt,
  hostSelected,
  nodesFound,
  normalised,
  scored,
  validated,
  weighed,
} from './kubernetes/scoring.ts'
import { shapes } from './kubernetes/shapes.ts'
import { requireShape } from './shape.ts'

type Question = (asked: Case) => Json

const byKind: Readonly<Record<string, Question>> = {
  filter: filtered,
  score: scored,
  prescore: scored,
  'config-validation': validated,
  'select-victims': victimsSelected,
  'pick-node': nodePicked,
  preempt: preempted,
  'candidate-nodes': nodesTried,
  'backoff-duration': backoffOf,
  'backoff-sequence': backoffsOf,
  'backoff-flush': flushed,
  'backoff-order': flushed,
  less: comesFirst,
}

/** Of kind `function`. */
const byPlugin: Readonly<Record<string, Question>> = {
  DefaultNormalizeScore: normalised,
  NodeResourcesFit: brokenLinearAt,
  numFeasibleNodesToFind: nodesFound,
  selectHost: hostSelected,
  weightedSum: weighed,
}

function questionOf({ input }: Case): Question | undefined {
  if ('ops' in input) return ({ id, input }) => ({ id, results: replay(input) })
  const [questions, key] =
    input['kind'] === 'function' ? [byPlugin, input['plugin']] : [byKind, input['kind']]
  if (typeof key !== 'string' || !Object.hasOwn(questions, key)) return undefined
  return asked => {
    requireShape(shapes[key]!, asked.input['args'] ?? {}, 'input.args')
    return questions[key]!(asked)
  }
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const kubernetes: Adapter = {
  system: 'kubernetes',
  normalise: normalisedAnswer,
  answer(asked): Answer {
    const question = questionOf(asked)
    if (question === undefined) {
      const { plugin = 'none', kind = 'none' } = asked.input
      return { unsupported: `Kubernetes is not asked this: plugin ${plugin}, kind ${kind}.` }
    }
    try {
      const { expected } = asked
      if (!isMap(expected))
        throw new SwitchyardError(
          `The case expects ${JSON.stringify(expected) ?? 'nothing'}, expected a map of answers; correct it.`,
        )
      const found = question(asked)
      // A note beside an answer is a remark of the case's author: it goes back as it stands.
      return { found: 'note' in expected ? { ...found, note: expected['note'] } : found }
    } catch (error) {
      if (error instanceof Unmodelled) return { unsupported: `${error.message}.` }
      throw error
    }
  },
}
