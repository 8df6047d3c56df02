/**
 * Brings answers to one form, so that nothing that is found goes uncompared: what is absent is said, and lists of nodes
 * become tables by their names, which a difference then names.
 */
import type { Json } from './case-reader.ts'

/** What a recording leaves out where it is empty. */
const absent: Json = {
  nominated: null,
  node: null,
  evaluated: null,
  best: null,
  ties: null,
  tieCount: null,
  sum: null,
  scores: {},
  rejected: {},
  scored: [],
  infeasible: [],
  message: null,
  dryRun: [],
  preempts: null,
  victims: [],
  pdbViolations: 0,
  preemptTies: [],
  lostNomination: [],
  cleared: false,
}

export function normalisedAnswer(answer: unknown): unknown {
  if (!isObject(answer)) return answer
  if (Array.isArray(answer['results'])) return { ...answer, results: answer['results'].map(attempt) }
  // Of the victims of a case every node counts, also one that has none.
  return isObject(answer['victims']) ? { ...answer, victims: named(answer['victims']) } : answer
}

function attempt(written: unknown): unknown {
  const { scored, infeasible, dryRun, scores, rejected, ...rest } = { ...absent, ...(written as Json) }
  return {
    ...rest,
    scores: named(scores as Json),
    rejected: named(rejected as Json),
    scored: byNode(scored as Json[]),
    infeasible: byNode(infeasible as Json[]),
    dryRun: byNode(dryRun as Json[]),
  }
}

function byNode(list: readonly Json[]): Json {
  return {
    order: list.map(({ node }) => node),
    ...Object.fromEntries(
      list.map(({ node, by, ...entry }) => [
        `of ${node}`,
        by === undefined ? entry : { ...entry, by: named(by as Json) },
      ]),
    ),
  }
}

/** A table with its own keys, so that one too many is a difference. */
function named(table: Json): Json {
  return { ...table, keys: Object.keys(table).sort() }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
