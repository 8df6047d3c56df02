/**
 * What the `args` of questions to Kubernetes must be. Nodes and pods are read like manifests, which say themselves what is wrong.
 */
import type * as z from 'zod'
import { count, flag, list, map, number, table, text, texts, word } from '../shape.ts'

const milliseconds = number(-1e12, 1e12)
const positive = number(0)
/** As many as 64 bits hold. */
const nanos = number(0, 2 ** 63)
const backoff = { initialMillis: positive, maxMillis: positive }
const pod = map(
  { name: text, queuedAtMillis: milliseconds, attempts: count(), failedBy: word(['plugin', 'error']) },
  { priority: number() },
)
const windows = { windowMillis: positive, popFromBackoffQ: flag }
const flush = map({ ...backoff, nowMillis: milliseconds, pods: list(pod) }, windows)
const queued = map({ priority: number() }, { timestampMillis: milliseconds })
const plugin = map({ filters: texts })
const scoring = map({}, { filteredNodes: texts })

/** By the kind of the question; of kind `function` by its plugin. */
export const shapes: Readonly<Record<string, z.ZodType>> = {
  filter: map({}),
  score: scoring,
  prescore: scoring,
  'config-validation': map({ resources: list(map({ name: text, weight: number() })) }),
  'select-victims': plugin,
  'pick-node': plugin,
  preempt: plugin,
  'candidate-nodes': map({ filterStatus: table(text) }),
  'backoff-duration': map({ attempts: count(), initialNanos: nanos, maxNanos: nanos }),
  'backoff-sequence': map({ ...backoff, attempts: list(count()) }, windows),
  'backoff-flush': flush,
  'backoff-order': flush,
  less: map({ p1: queued, p2: queued }),
  DefaultNormalizeScore: map({ scores: list(number()), maxPriority: number(), reverse: flag }),
  NodeResourcesFit: map({ points: list(map({ utilization: number(), score: number() })) }),
  numFeasibleNodesToFind: map({ allNodes: count(0, 1e9), percentageOfNodesToScore: number() }),
  selectHost: map({ scores: list(map({ node: text, score: number() })) }),
  weightedSum: map({
    plugins: list(map({ name: text, weight: number(), scores: table(number()) })).min(1),
  }),
}
