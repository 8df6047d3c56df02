/**
 * Chronos' cases about what follows what: edges, counts of parents, retries.
 */
import { inSeconds, MILLISECOND, type Time } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { parseInstant } from '../../systems/calendar/instant-text.ts'
import { chronos24 } from '../../systems/chronos/era.ts'
import { type Job, RETRIES } from '../../systems/chronos/job.ts'
import { JobBook, type Outcome } from '../../systems/chronos/job-book.ts'
import { JobGraph } from '../../systems/chronos/job-graph.ts'
import { parseRepeat } from '../../systems/chronos/repeat.ts'
import { type Json, requireKnown, UnknownFields } from '../marathon/case-reader.ts'

type Pair = readonly [string, string]

function graphOf(edges: readonly Pair[], vertices: readonly string[] = edges.flat()): JobGraph {
  const graph = new JobGraph()
  for (const vertex of vertices) graph.add(vertex)
  return graph
}

/** `{vertices, edges}`: which of them are taken. */
export function edgesAccepted(input: Json): unknown {
  requireKnown(input, ['op', 'vertices', 'edges'], 'input')
  const edges = input['edges'] as Pair[]
  const graph = graphOf(edges, input['vertices'] as string[])
  return { accepted: edges.map(([parent, child]) => graph.connect(parent, child)) }
}

/** `{edges, of}`: the parents of a job. */
export function parentsFound(input: Json): unknown {
  const parents = connected(input).parentsOf(input['of'] as string)
  return { count: parents.length, parents }
}

/** `{edges, of}`: its children. */
export function childrenFound(input: Json): unknown {
  const children = connected(input).childrenOf(input['of'] as string)
  return { count: children.length, children }
}

function connected(input: Json): JobGraph {
  requireKnown(input, ['op', 'vertices', 'edges', 'of'], 'input')
  const edges = input['edges'] as Pair[]
  const graph = graphOf(edges)
  for (const [parent, child] of edges) graph.connect(parent, child)
  return graph
}

/** A job that is given another command keeps its place among the others: `childrenOfA`, `commandOfC`. */
export function vertexReplaced(input: Json, expected: Json): unknown {
  requireKnown(input, ['op', 'edges', 'replace', 'newCommand'], 'input')
  const edges = input['edges'] as Pair[]
  const book = new JobBook(chronos24)
  for (const name of new Set(edges.flat())) book.register(jobOf({ name }))
  for (const [parent, child] of edges) book.graph.connect(parent, child)
  book.replace({ ...jobOf({ name: input['replace'] }), command: input['newCommand'] as string })
  return Object.fromEntries(
    Object.keys(expected).map(key => {
      const name = key.replace(/^(children|command)Of/, '')
      return [key, key.startsWith('children') ? book.graph.childrenOf(name) : book.get(name)?.job.command]
    }),
  )
}

const jobFields = [
  'name',
  'schedule',
  'parents',
  'retries',
  'softError',
  'disabled',
  'highPriority',
  'command',
]

function jobOf(written: Json): Job {
  requireKnown(written, jobFields, 'job')
  const parents = (written['parents'] ?? undefined) as string[] | undefined
  const schedule = (written['schedule'] ?? 'R/2012-01-01T00:00:00Z/P1D') as string
  return {
    name: written['name'] as string,
    command: (written['command'] ?? 'noop') as string,
    arguments: [],
    runs:
      parents === undefined
        ? { by: 'schedule', repeat: parseRepeat(schedule, '', 0, 'schedule') }
        : { by: 'parents', parents },
    epsilon: chronos24.taskEpsilon,
    retries: (written['retries'] ?? RETRIES) as number,
    needs: chronos24.taskNeeds,
    constraints: [],
    softError: written['softError'] === true,
    highPriority: written['highPriority'] === true,
    disabled: written['disabled'] === true,
    concurrent: false,
  }
}

/** `{jobs, events}`: what each end of a task lets run. */
export function afterEvents(input: Json): unknown {
  requireKnown(input, ['op', 'jobs', 'events', 'disableAfterFailures'], 'input')
  const limit = (input['disableAfterFailures'] ?? 0) as number
  const book = new JobBook({ ...chronos24, disableAfterFailures: limit })
  for (const job of input['jobs'] as Json[]) book.register(jobOf(job))
  // Events without a time follow each other.
  const start = parseInstant('2012-01-01T00:00:00Z', 'start')
  const after = (input['events'] as Json[]).map((event, i) => happened(book, event, start + i * MILLISECOND))
  const records = [...book.jobs]
  return {
    afterEachEvent: after,
    successAndErrorCounts: Object.fromEntries(
      records.map(({ job, successCount, errorCount }) => [job.name, [successCount, errorCount]]),
    ),
    disabled: Object.fromEntries(records.map(({ job, disabled }) => [job.name, disabled])),
  }
}

function happened(book: JobBook, event: Json, now: Time): unknown {
  requireKnown(event, ['event', 'job', 'attempt', 'parents'], 'event')
  const job = event['job'] as string
  switch (event['event']) {
    case 'finish':
      return said(book.finished(job, now), now)
    case 'fail':
    case 'lost':
      return said(book.failed(job, (event['attempt'] ?? 0) as number, now), now)
    case 'start':
      book.started(job)
      return said({ children: [], retry: null }, now)
    case 'kill':
      // A task that is killed is nobody's business any more.
      return said({ children: [], retry: null }, now)
    case 'setParents': {
      const known = book.get(job)?.job
      const parents = (event['parents'] ?? []) as string[]
      if (known === undefined)
        throw new SwitchyardError(`The event names the job ${job}, which the case does not have; correct it.`)
      book.replace({ ...known, runs: { by: 'parents', parents } })
      if (!book.graph.setParents(job, parents))
        throw new SwitchyardError(`The event names parents of ${job} that cannot be: ${parents.join(', ')}.`)
      return said({ children: [], retry: null }, now)
    }
    default:
      throw new UnknownFields(`events has ${JSON.stringify(event['event'])}, which is not modelled`)
  }
}

function said({ children, retry }: Outcome, now: Time): unknown {
  const enqueue = children.map(({ name }) => name)
  if (retry === null) return { enqueue }
  return { enqueue, retry: { attempt: retry.attempt, afterSeconds: inSeconds(retry.at - now) } }
}
