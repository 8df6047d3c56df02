import { describe, expect, test } from 'vitest'
import { MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import type { MarathonSpec } from '../../../systems/marathon/spec.ts'
import { agents, marathonOf } from '../../support/marathon-run.ts'
import { type Stage, type StagedRun, stagedRun } from '../../support/staged-run.ts'
import type { WrittenJob } from '../../support/watched-run.ts'

const service = (tasks: number, more: Partial<WrittenJob> = {}): WrittenJob => ({
  submit: 10,
  run: NEVER,
  tasks,
  ...more,
})

/** What happens, without machines: '2 × 60.004 s: job 0 starts'. */
function story({ log }: StagedRun): string[] {
  const lines = new Map<string, number>()
  for (const line of log) {
    const what = line.replace(/ on machine \d+/, '')
    lines.set(what, (lines.get(what) ?? 0) + 1)
  }
  return [...lines].map(([what, times]) => `${times} × ${what}`)
}

const dcos = (
  changes: Partial<MarathonSpec>,
  jobs: readonly WrittenJob[],
  until = 5 * MINUTE,
  machines = 5,
) => stagedRun(marathonOf('dcos-1.8', changes), agents(machines), jobs, { until, classes: ['web', 'db'] })

describe('scaling', () => {
  test('starts what is missing, and kills the youngest', async () => {
    const scale = [
      { at: 60 * SECOND, to: 6 },
      { at: 120 * SECOND, to: 3 },
    ]
    const run = await dcos({ scale }, [service(4)])
    expect(story(run)).toEqual([
      '4 × 10.004 s: job 0 starts',
      '2 × 60.004 s: job 0 starts',
      '3 × 120.001 s: job 0 is scaled away',
    ])
    const young = run.log.slice(4, 6).map(line => line.at(-1))
    expect(run.log.slice(6, 8).map(line => line.at(-1))).toEqual(young)
  })

  test('waits until the deployment before is done', async () => {
    // Of 6 instances 4 find room. The order to scale to 3 waits for the first deployment, which never ends.
    const run = await dcos({ scale: [{ at: 60 * SECOND, to: 3 }] }, [service(6)], 5 * MINUTE, 1)
    expect(story(run)).toEqual(['4 × 10.004 s: job 0 starts'])
  })
})

describe('a rolling upgrade', () => {
  test('starts all new instances at once where there may be twice as many', async () => {
    const run = await dcos({ upgrades: [{ at: 60 * SECOND }] }, [service(4)])
    // Marathon hears at 60.006 s that they run, and kills one old one for each.
    expect(story(run)).toEqual([
      '4 × 10.004 s: job 0 starts',
      '4 × 60.004 s: job 0 starts',
      '4 × 60.007 s: job 0 is scaled away',
    ])
  })

  test('goes by halves where half may be missing and none be more', async () => {
    const capacities = { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 }
    const run = await dcos({ ...capacities, upgrades: [{ at: 60 * SECOND }] }, [service(4)])
    // Two are killed at 60 s. Marathon hears at 60.003 s and launches two; they run at 60.007 s, for which two more are killed,
    // gone by 60.01 s. The next revive would come at 65.003 s; the master allocates what is free at 61 s.
    expect(story(run)).toEqual([
      '4 × 10.004 s: job 0 starts',
      '2 × 60.001 s: job 0 is scaled away',
      '2 × 60.007 s: job 0 starts',
      '2 × 60.01 s: job 0 is scaled away',
      '2 × 61.003 s: job 0 starts',
    ])
  })

  test('waits for health checks', async () => {
    const healthCheck = { grace: MINUTE, interval: 10 * SECOND, timeout: SECOND, maxConsecutiveFailures: 3 }
    const run = await dcos({ healthCheck, healthyAfter: 12 * SECOND, upgrades: [{ at: 60 * SECOND }] }, [
      service(4),
    ])
    // Known to run at 60.006 s; checks after 5 s, 15 s: the second passes.
    expect(story(run).slice(1)).toEqual(['4 × 60.004 s: job 0 starts', '4 × 75.007 s: job 0 is scaled away'])
  })

  test('waits for readiness checks', async () => {
    const readiness = { readinessCheck: { interval: 10 * SECOND }, readyAfter: 12 * SECOND }
    const run = await dcos({ ...readiness, upgrades: [{ at: 60 * SECOND }] }, [service(4)])
    // Asked at 60.006 s, 70.006 s and 80.006 s.
    expect(story(run).slice(1)).toEqual(['4 × 60.004 s: job 0 starts', '4 × 80.007 s: job 0 is scaled away'])
  })

  test('to instances that all fail their checks goes on for ever, and the old ones stay', async () => {
    const healthCheck = {
      grace: 10 * SECOND,
      interval: 5 * SECOND,
      timeout: SECOND,
      maxConsecutiveFailures: 3,
    }
    const upgrades = [{ at: 60 * SECOND, failing: 1 }]
    const run = await dcos({ healthCheck, upgrades }, [service(4)], 110 * SECOND)
    // Known to run at 60.006 s. The check after 5 s is forgiven, those after 10, 15 and 20 s are counted, that after 25 s kills.
    // The end is known at 85.009 s, and the next round takes as long.
    expect(story(run)).toEqual([
      '4 × 10.004 s: job 0 starts',
      '4 × 60.004 s: job 0 starts',
      '4 × 85.007 s: job 0 is scaled away',
      '4 × 85.013 s: job 0 starts',
    ])
  })

  test('takes longer to notice instances that do not answer than those that refuse', async () => {
    const healthCheck = {
      grace: 10 * SECOND,
      interval: 5 * SECOND,
      timeout: 2 * SECOND,
      maxConsecutiveFailures: 3,
    }
    const upgrades = [{ at: 60 * SECOND, failing: 1 }]
    const run = await dcos({ healthCheck, upgrades, whenUnwell: 'hangs' }, [service(4)], 90 * SECOND)
    expect(story(run).at(-2)).toBe('4 × 87.007 s: job 0 is scaled away')
  })
})

describe('an upgrade of an app of which one instance is not healthy', () => {
  // One of four failed at 55 s; its successor runs at 60 s, and is healthy 15 s later. Half of them may be missing and none be more.
  const half = async (system: 'dcos-1.8' | 'marathon-head', more: Partial<MarathonSpec> = {}) => {
    const healthCheck = { grace: MINUTE, interval: 10 * SECOND, timeout: SECOND, maxConsecutiveFailures: 3 }
    const changes = {
      ...{ healthCheck, healthyAfter: 12 * SECOND, minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
      upgrades: [{ at: 65 * SECOND }],
      ...more,
    }
    const script = { 55: (stage: Stage) => stage.failTask(0) }
    const run = await stagedRun(marathonOf(system, changes), agents(5), [service(4)], {
      until: 66 * SECOND,
      script,
    })
    const [, successor] = run.log.slice(4)
    const killed = run.log.filter(line => line.startsWith('65.001 s: job 0 is scaled away'))
    return { killed: killed.length, goesFirst: killed[0]?.at(-1) === successor?.at(-1) }
  }

  test('kills as many as 1.3 has launched too many, healthy or not', async () => {
    // ⌈4 × 0.5⌉ = 2 of 4 stay (computeRestartStrategy, v1.3.6, is told how many tasks are launched).
    expect((await half('dcos-1.8')).killed).toBe(2)
  })

  test('kills at head as many as are healthy beyond the minimum, and first the one that is not', async () => {
    // 3 − 2 = 1, whichever is older.
    for (const killSelection of ['YOUNGEST_FIRST', 'OLDEST_FIRST'] as const)
      expect(await half('marathon-head', { killSelection })).toEqual({ killed: 1, goesFirst: true })
  })
})

describe('deployments', () => {
  test('go by dependencies', async () => {
    const healthCheck = { grace: MINUTE, interval: 5 * SECOND, timeout: SECOND, maxConsecutiveFailures: 3 }
    const changes = { healthCheck, healthyAfter: 12 * SECOND, dependencies: { web: ['db'] } }
    const run = await dcos(changes, [service(2), service(1, { jobClass: 1 })])
    // The database is known to run at 10.006 s and healthy at 25.006 s; the web comes then.
    expect(story(run)).toEqual(['1 × 10.004 s: job 1 starts', '2 × 25.01 s: job 0 starts'])
  })

  test('cost a time for each app in the group, one after the other', async () => {
    const jobs = [service(1), service(1), service(1, { submit: 11 }), service(1, { submit: 30 })]
    const run = await dcos({ deploymentCost: SECOND }, jobs)
    // Two apps from 10 s to 12 s, three from 12 s to 15 s, four from 30 s to 34 s.
    expect(story(run)).toEqual([
      '1 × 12.004 s: job 0 starts',
      '1 × 12.004 s: job 1 starts',
      // The revive of 12 s was followed by one that had to wait for 17 s.
      '1 × 17.004 s: job 2 starts',
      '1 × 34.004 s: job 3 starts',
    ])
  })
})

describe('constraints', () => {
  test('of the app, and attributes that a job needs', async () => {
    const machines = agents(4)
    for (const [machine, rack] of ['a', 'a', 'b', 'b'].entries())
      machines.attributes.set(machine, 'rack', rack)
    const needs = { resources: {}, needs: { rack: 'b' } }
    const system = marathonOf('dcos-1.8', { constraints: [['hostname', 'UNIQUE']] })
    const jobs = [service(3, { extras: needs })]
    const run = await stagedRun(system, machines, jobs, { until: MINUTE })
    expect(run.log.map(line => line.at(-1)).sort()).toEqual(['2', '3'])
  })

  test('ports of agents run out', async () => {
    const system = marathonOf('dcos-1.8', { ports: 2 }, { ports: [{ from: 31_000, to: 31_004 }] })
    const run = await stagedRun(system, agents(1), [service(3)], { until: MINUTE })
    expect(story(run)).toEqual(['2 × 10.004 s: job 0 starts'])
  })
})

describe('what Marathon does not run', () => {
  const refused = (job: Partial<WrittenJob>) => dcos({}, [service(1, job)])

  test('is refused by name', async () => {
    await expect(refused({ gang: true })).rejects.toThrow('is a gang')
    await expect(refused({ pipeline: 0 })).rejects.toThrow('is a stage of a pipeline')
    await expect(dcos({ upgrades: [{ at: SECOND * 20 }] }, [service(1, { run: 100 })])).rejects.toThrow(
      'ends by itself',
    )
  })

  test('and so is what does not go together', async () => {
    const faults = (changes: Partial<MarathonSpec>) => dcos(changes, [])
    await expect(faults({ backoffFactor: 0.5 })).rejects.toThrow('1 or more')
    await expect(faults({ ports: 1 })).rejects.toThrow('agents with ports')
    await expect(faults({ constraints: [['hostname', 'NEAR']] })).rejects.toThrow(
      'no operator of Marathon 1.3',
    )
    await expect(faults({ unreachable: { inactiveAfter: 0, expungeAfter: 0 } })).rejects.toThrow(
      'has no such strategy',
    )
    await expect(faults({ dependencies: { web: ['db'], db: ['web'] } })).rejects.toThrow('web → db → web')
  })
})
