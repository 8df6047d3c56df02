/**
 * What the fields of Metronome's questions must be.
 */
import * as z from 'zod'
import { runStatuses } from '../../systems/metronome/run.ts'
import { taskStates } from '../../systems/metronome/task-state.ts'
import { count, either, flag, list, map, number, table, text, texts, word } from '../shape.ts'

const seconds = number(-1e9, 1e9)
const network = map({ mode: text }, { name: text, labels: table(text) })
const secret = map({}, { secret: text })
const run = map(
  {},
  {
    ...{ cmd: text, gpus: number(0), docker: map({}, { image: text }), networks: list(network) },
    ...{
      volumes: list(secret),
      env: table(either('a text, or {secret}', text, secret)),
      secrets: table(z.any()),
    },
  },
)
const dependent = map({ id: text }, { dependencies: texts })
const anything = map({}, {})
const status = word(runStatuses)
const event = map({ event: text }, { atSeconds: seconds, task: text })
const end = map({ job: text, runStatus: status }, { atSeconds: seconds })
const queued = either('true, false, or {finalInstanceCount}', flag, map({}, { finalInstanceCount: count() }))
const cron = { cron: text }
const zoned = { timeZone: text }

/** By the `op` of the question. What a definition may hold is said by the code that reads definitions. */
export const shapes = {
  deleteJob: map({ job: text, existing: list(dependent) }),
  nextExecution: map({ ...cron, from: text }, zoned),
  parseCron: map(cron),
  pipeline: map({ job: dependent, events: list(end) }),
  placementOperator: map({ operator: text }),
  run: map(
    {},
    {
      ...{ run: anything, restart: anything, status, createdAtSeconds: seconds },
      ...{ startingDeadlineSeconds: seconds, events: list(event), afterSchedulerRestart: flag },
      ...{ queued, knownTasks: list(word(taskStates)) },
    },
  ),
  runEnds: map({ as: word(['finished', 'failed', 'killed', 'aborted']), activeRuns: count(1) }),
  scheduler: map({ now: text, steps: texts }, { ...cron, ...zoned }),
  taskState: map({ condition: text }),
  trigger: map({ activeRuns: count() }, { schedule: anything }),
  validateDependencies: map({ job: dependent, existing: list(dependent) }),
  validateJob: map({}),
  validateNetwork: map({ network }),
  validateRun: map({ run }),
} satisfies Readonly<Record<string, z.ZodType>>
