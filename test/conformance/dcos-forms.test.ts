/**
 * Forms of the cases of Marathon, Metronome and Chronos that the systems' own tests take and the cases at hand do not have.
 */
import { describe, expect, it } from 'vitest'
import { judge } from '../../conformance/judge.ts'

async function judged(system: string, input: Readonly<Record<string, unknown>>, expected: unknown) {
  const file = { path: 'mine.json', name: 'mine', system, fields: {} }
  const [judgement] = await judge({ file, cases: [{ system, case: { id: '1', input, expected } }] })
  return [judgement!.status, judgement!.reason]
}

const passes = ['passed', null]

describe('a case of Marathon', () => {
  it('may scale to less than nothing', async () => {
    const instances = [1, 2].map(since => ({ id: `i${since}`, condition: 'Running', since }))
    const asked = { toDecommission: [], scaleTo: -42, killSelection: 'YOUNGEST_FIRST' }
    expect(await judged('marathon', { instances: [], ...asked }, { decommission: [], start: 0 })).toEqual(
      passes,
    )
    expect(
      await judged('marathon', { instances, ...asked }, { decommission: ['i2', 'i1'], start: 0 }),
    ).toEqual(passes)
  })

  it('may ask what a task does whose operator says that it is gone', async () => {
    const input = { semantics: 'HEAD', status: 'goneByOperator', agentDraining: true }
    expect(await judged('marathon', input, { action: 'resetDelay' })).toEqual(passes)
  })

  it('says in words what happens to launch tokens', async () => {
    // OfferMatcherLaunchTokensActor.scala: a timer sets the count anew, and of tasks only those give one back that run and are not ill.
    const back = (event: string, count: number) =>
      judged('marathon', { event, launchTokens: 5 }, { addLaunchTokens: count })
    expect(await back('task running and healthy', 1)).toEqual(passes)
    expect(await back('task running and unhealthy', 0)).toEqual(passes)
    expect(await back('task running, not healthy', 0)).toEqual(passes)
    expect(await back('task staging', 0)).toEqual(passes)
    const set = { event: 'launch_token_refresh_interval is over', launchTokens: 5 }
    expect(await judged('marathon', set, { setLaunchTokens: 5 })).toEqual(passes)
    expect((await back('dance', 0))[0]).toBe('failed')
  })
})

describe('a case of Metronome', () => {
  const run = (input: object, expected: object) => judged('metronome', { op: 'run', ...input }, expected)

  it('has a run that is over when the store has forgotten it', async () => {
    const killed = { status: 'STARTING', events: [{ event: 'killCurrentJobRun' }] }
    expect(await run(killed, { status: 'FAILED', aborted: true })).toEqual(passes)
    const failed = [{ event: 'RUNNING' }, { event: 'updatePersistFailed' }, { event: 'deletePersistFailed' }]
    expect(
      await run({ status: 'STARTING', events: failed }, { status: 'FAILED', aborted: true, killedTasks: 1 }),
    ).toEqual(passes)
  })

  it('has a run that the store knows already', async () => {
    const input = { status: 'INITIAL', events: [{ event: 'createPersistFailed: node exists' }] }
    expect(await run(input, { status: 'STARTING', launched: 1, aborted: false })).toEqual(passes)
  })

  it('has a run that waits for its start no longer than it may', async () => {
    const within = { restart: { policy: 'NEVER' }, status: 'INITIAL', startingDeadlineSeconds: 1 }
    expect(await run({ ...within, createdAtSeconds: 0 }, { startingDeadlineTimer: true })).toEqual(passes)
    expect(
      await run(
        { ...within, createdAtSeconds: -3600 },
        { status: 'FAILED', aborted: true, startingDeadlineTimer: false, launched: 0 },
      ),
    ).toEqual(passes)
    // A task that starts when the time is over starts for nobody.
    const late = { ...within, status: 'STARTING', events: [{ atSeconds: 2, event: 'RUNNING' }] }
    expect(await run(late, { statusAfterEachEvent: ['FAILED'], aborted: true })).toEqual(passes)
  })

  it('has a run that is handed to Marathon with all that it says', async () => {
    const docker = { run: { docker: { image: 'i', privileged: true }, taskKillGracePeriodSeconds: 10 } }
    expect(await run(docker, { runSpec: { privileged: true, taskKillGracePeriodSeconds: 10 } })).toEqual(
      passes,
    )
    const ucr = { run: { ucr: { image: { id: 'i', pullConfig: { secret: 's' } } } } }
    expect(await run(ucr, { runSpec: { image: 'i', privileged: false } })).toEqual(passes)
  })

  it('has a schedule that is taken away', async () => {
    const asked = { op: 'scheduler', cron: '* * * * *', now: '2016-06-01T08:50:12Z' }
    for (const step of ['update without schedule', 'remove the schedule'])
      expect(await judged('metronome', { ...asked, steps: ['create', step] }, { scheduledAt: null })).toEqual(
        passes,
      )
  })

  it('has jobs that name no dependencies', async () => {
    const b = { id: 'b', dependencies: ['a'] }
    const valid = { op: 'validateDependencies', job: b, existing: [{ id: 'a' }] }
    expect(await judged('metronome', valid, { valid: true })).toEqual(passes)
    const deletion = { op: 'deleteJob', job: 'b', existing: [{ id: 'a' }, b] }
    expect(await judged('metronome', deletion, { deleted: true })).toEqual(passes)
  })
})

describe('a case of Chronos', () => {
  it('runs jobs that are due by their time', async () => {
    const jobs = ['c', 'a', 'b'].map((name, i) => ({
      name,
      schedule: `R5/201${[4, 2, 3][i]}-01-01T00:00:00Z/P1D`,
    }))
    const input = { op: 'jobsToRun', now: '2018-01-01T00:00:00Z', jobs }
    expect(await judged('chronos', input, { run: ['a', 'b', 'c'], wait: [] })).toEqual(passes)
  })

  it('asks for children as it does for parents', async () => {
    const edges = [
      ['A', 'B'],
      ['A', 'C'],
    ]
    expect(
      await judged('chronos', { op: 'children', edges, of: 'A' }, { count: 2, children: ['B', 'C'] }),
    ).toEqual(passes)
  })
})
