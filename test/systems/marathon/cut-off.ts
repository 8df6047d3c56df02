import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import type { MesosSpec } from '../../../systems/mesos/spec.ts'
import { agents, marathonOf } from '../../support/marathon-run.ts'
import { type StagedRun, type Staging, stagedRun } from '../../support/staged-run.ts'
import type { WrittenJob } from '../../support/watched-run.ts'

export const service = (tasks: number, more: Partial<WrittenJob> = {}): WrittenJob => ({
  submit: 10,
  run: NEVER,
  tasks,
  ...more,
})
export const strategy = (inactiveAfter: number, expungeAfter: number) => ({
  unreachable: { inactiveAfter: inactiveAfter * SECOND, expungeAfter: expungeAfter * SECOND },
})
/** Its process dies at that moment, s, and runs again a minute later. */
export const dying = (at: number): Partial<MarathonSpec> => ({
  process: {
    failures: [at * SECOND],
    meanTimeToFailure: NEVER,
    restart: MINUTE,
    reconciliation: 0,
    failoverTimeout: NEVER,
  },
})
export const secondsOf = (line: string) => Number.parseFloat(line)
/** Without the moments: 'starts on agent 0'. */
export const events = ({ log }: StagedRun) =>
  log.map(line => line.replace(/^.*: job \d /, '').replace('machine', 'agent'))

interface Cut {
  readonly name?: 'dcos-1.8' | 'marathon-head'
  readonly at?: number
  readonly lasts: number
  readonly count?: number
  /** The agent on which the first instance runs, under the seed of these runs and the other settings: 0 where nothing is said. */
  readonly agent?: number
  readonly jobs?: readonly WrittenJob[]
  readonly changes?: Partial<MarathonSpec>
  readonly mesos?: Partial<MesosSpec>
  readonly staging?: Staging
}

/** The agent on which the first instance runs is cut off. */
export const cutOff = ({
  name = 'marathon-head',
  at = 100,
  lasts,
  count = 2,
  agent = 0,
  changes = {},
  ...more
}: Cut) => {
  const { jobs = [service(1)], staging = {}, mesos = {} } = more
  const partitions = [{ at: at * SECOND, lasts: lasts * SECOND, machines: [agent] }]
  return stagedRun(marathonOf(name, changes, { partitions, ...mesos }), agents(count), jobs, {
    until: 1000 * SECOND,
    ...staging,
  })
}
