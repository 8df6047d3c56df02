import { describe, expect, it } from 'vitest'
import { firstLine, storyText } from '../../../answers/explain/explain-text.ts'
import type { JobStory } from '../../../answers/explain/job-story.ts'
import { WatchedJobs } from '../../../answers/explain/watched-jobs.ts'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { ChronosSpec } from '../../../systems/chronos/spec.ts'
import type { FrameworkSpec, SystemSpec } from '../../../systems/generic/spec.ts'
import type { KafkaSpec } from '../../../systems/kafka/spec.ts'
import { type ExplainedCase, explainedRun } from '../../support/explained-run.ts'
import { agents, marathonOf } from '../../support/marathon-run.ts'
import { framework, mesos, systemOf, thinking } from '../../support/small-system.ts'
import { machinesOf } from '../../support/watched-run.ts'

/** Of a job by its number, or by its class. */
async function storyOf(name: number | string, run: ExplainedCase): Promise<JobStory> {
  const { probe } = await explainedRun(run, cluster => {
    const { jobs, classes } = cluster
    const watched = new WatchedJobs(cluster, job =>
      typeof name === 'number' ? jobs.id[job] === name : classes[jobs.jobClass[job]!] === name,
    )
    cluster.probes.add(watched)
    return watched
  })
  return probe.stories()[0]!
}

/** One framework of a system, alone, for all classes of jobs. */
function alone<Spec extends FrameworkSpec>(system: string, name: string, changes: Partial<Spec>): SystemSpec {
  const base = systems[system]!
  const spec = base.frameworks.find(framework => framework.name === name) as Spec
  return { name: system, ...base, frameworks: [{ ...spec, takes: ['*'], killGrace: 0, ...changes }] }
}

const mainOf = ({ causes }: JobStory) => causes[0]?.kind

describe('on Mesos the first line names the true cause:', () => {
  // Marathon alone. The service fails 5 s after its start, and its launch queue holds the next launch back for 60 s.
  it('the launch queue backs off', async () => {
    const story = await storyOf(0, {
      system: marathonOf('dcos-1.8', { backoff: 60 * SECOND }),
      machines: () => agents(2),
      jobs: [{ submit: 0, run: NEVER, failsAfter: 5 }],
      until: 100 * SECOND,
    })
    expect(mainOf(story)).toBe('held back')
    expect(firstLine(story)).toContain('its launch queue backed off after a failure of the app')
    expect(storyText(story)).toContain(
      'was held back until 65 s: its launch queue backed off after a failure of the app',
    )
  })

  // One launch token, which comes back when its task runs, 30 s later: of three instances, the second waits for it, and so does the third.
  it('no launch tokens', async () => {
    const story = await storyOf(0, {
      system: marathonOf('dcos-1.8', { launchTokens: 1, launchTokenRefreshInterval: 500 * SECOND }),
      machines: () => agents(2),
      jobs: [{ submit: 0, run: NEVER, tasks: 3 }],
      hardware: {
        startUp: [
          { machines: 2, steps: [{ name: 'image', takes: { kind: 'constant', value: 30 * SECOND } }] },
        ],
      },
      until: 200 * SECOND,
    })
    expect(mainOf(story)).toBe('held back')
    expect(firstLine(story)).toContain(
      'because its framework launched nothing of it: there were no launch tokens left',
    )
  })

  // Each agent may have one instance, and there are three instances on two agents.
  it('a constraint', async () => {
    const story = await storyOf(0, {
      system: marathonOf('dcos-1.8', { constraints: [['hostname', 'UNIQUE']] }),
      machines: () => agents(2),
      jobs: [{ submit: 0, run: NEVER, tasks: 3 }],
      until: 200 * SECOND,
    })
    expect(mainOf(story)).toBe('offer refused')
    expect(firstLine(story)).toContain('could not use them for it: UnfulfilledConstraint')
    expect(storyText(story)).toContain('of no use to it: UnfulfilledConstraint')
  })

  // Nothing runs, and the role may have one core of the four.
  it.each(['head', '1.0'] as const)('quota at %s', async era => {
    const amounts = { batch: { cpuMilli: 1000 } }
    const story = await storyOf(1, {
      system: systemOf(mesos(era, era === 'head' ? { limits: amounts } : { guarantees: amounts }), {
        frameworks: [framework('batch', { takes: ['*'], role: 'batch' })],
      }),
      machines: () => machinesOf(era === 'head' ? 1 : 2, era === 'head' ? 4 : 1),
      jobs: [
        { submit: 0, run: 100 },
        { submit: 20, run: 10 },
      ],
      until: 300 * SECOND,
    })
    expect(mainOf(story)).toBe('quota')
    expect(firstLine(story)).toContain(
      'there was room that it could not have: quota keeps it from the role batch',
    )
  })

  // The only machine has 4 cores, of which job 0 takes 3. Job 1 wants 4, so that what is left is declined for a minute; job 2 comes then.
  it('a filter', async () => {
    const story = await storyOf(2, {
      system: systemOf(mesos('head', { declineFilter: 60 * SECOND, revive: false, suppress: false })),
      machines: () => machinesOf(1, 4),
      jobs: [
        { submit: 0, run: 200, cores: 3 },
        { submit: 10, run: 50, cores: 4 },
        { submit: 20, run: 50, cores: 1 },
      ],
    })
    expect(mainOf(story)).toBe('filter')
    expect(firstLine(story)).toContain('had declined the machines with room for it')
  })

  // a thinks for a minute about the only machine, which it is offered whole.
  it('what others are offered', async () => {
    const think = { default: { perJob: SECOND, perTask: 0 }, a: { perJob: 60 * SECOND, perTask: 0 } }
    const story = await storyOf(1, {
      system: systemOf(mesos('head', { ...thinking(0), think }), {
        frameworks: [framework('a'), framework('b')],
      }),
      machines: () => machinesOf(1, 4),
      classes: ['a', 'b'],
      jobs: [
        { submit: 0, run: 10, jobClass: 0 },
        { submit: 5, run: 10, jobClass: 1 },
      ],
    })
    expect(mainOf(story)).toBe('held offers')
    expect(firstLine(story)).toContain('what was free was offered to others, most of it to a')
  })

  // Marathon asks at most once a minute. It asks when it registers, at 0 s, and wants nothing once service 0 runs; service 1
  // comes at 20 s. It asks for it at 60 s, so that 40 s of the wait are its own; the next allocation is at 61 s.
  it('suppressed offers', async () => {
    const story = await storyOf(1, {
      system: marathonOf('marathon-head', { minReviveOffersInterval: 60 * SECOND }),
      machines: () => agents(2),
      jobs: [
        { submit: 0, run: NEVER },
        { submit: 20, run: NEVER },
      ],
      until: 200 * SECOND,
    })
    expect(mainOf(story)).toBe('suppressed')
    expect(firstLine(story)).toBe(
      'Job 1 waited 41 s, 40 s of it (98 %) because its framework, marathon, had told Mesos to send no offers and had not asked for them again.',
    )
  })

  // Each host may have one broker, and there are three brokers for two hosts.
  it('a constraint of a broker', async () => {
    const story = await storyOf(0, {
      system: alone<KafkaSpec>('kafka-mesos', 'kafka', { constraints: [['hostname', 'unique']] }),
      machines: () => agents(2),
      jobs: [{ submit: 0, run: NEVER, tasks: 3, memoryMiB: 1024 }],
      until: 200 * SECOND,
    })
    expect(mainOf(story)).toBe('offer refused')
    expect(firstLine(story)).toMatch(/could not use them for it: hostname doesn't match unique\.$/)
  })

  // The broker fails 20 s after its start, on the only host: a minute is its failover delay, and at 70 s it still waits, 50 s.
  it('the failover delay of a broker', async () => {
    const story = await storyOf(0, {
      system: alone<KafkaSpec>('kafka-mesos', 'kafka', { failoverDelay: 60 * SECOND }),
      machines: () => agents(1),
      jobs: [{ submit: 0, run: NEVER, memoryMiB: 1024, failsAfter: 20 }],
      until: 70 * SECOND,
    })
    expect(mainOf(story)).toBe('offer refused')
    expect(firstLine(story)).toMatch(
      /^Job 0 waited 50 s and still waits, 49\.9\d s .*could not use them for it: waiting to restart\.$/,
    )
    // Until it asks for offers again, a message of 1 ms passes.
    expect(story.causes.find(({ kind }) => kind === 'suppressed')?.time).toBe(SECOND / 1000)
  })

  // The report runs on machine 0 alone, whose 4 cores job 0 has until 100 s; machine 1 has 2, which are free. It is due at 20 s.
  it.each(['chronos-2.4', 'chronos-3'])('a constraint of %s', async name => {
    const definition = {
      name: 'report',
      command: 'report',
      schedule: 'R1/2016-10-13T00:00:20Z/P1D',
      cpus: 1,
      mem: 128,
      constraints: [['hostname', 'EQUALS', 'machine-0']],
    }
    const duration = { kind: 'constant', value: 30 * SECOND } as const
    const story = await storyOf('report', {
      system: alone<ChronosSpec>(name, 'chronos', {
        reviveForNewJobs: true,
        jobs: [{ name: 'report', definition, duration, meanTimeToFailure: NEVER }],
      }),
      machines: () => new Machines([4000, 2000], [8192, 8192]),
      classes: ['batch', 'report'],
      jobs: [{ submit: 0, run: 100, cores: 4 }],
      until: 300 * SECOND,
    })
    expect(mainOf(story)).toBe('offer refused')
    expect(firstLine(story)).toMatch(
      /waited 81 s, 80 s of it \(99 %\) because .*could not use them for it: a constraint is not met\.$/,
    )
    expect(storyText(story)).toContain('an offer of machine 1 was of no use to it: too few cpus')
  })

  it.each(['dcos-1.8', 'marathon-head'] as const)('and every run of %s is as it is unwatched', async name => {
    const { frameworks } = systems[name]!
    expect(frameworks.length).toBeGreaterThan(0)
    const story = await storyOf(7, {
      system: marathonOf(name),
      machines: () => agents(3),
      jobs: Array.from({ length: 12 }, (_, i) => ({ submit: 5 * i, run: NEVER, meanTimeToFailure: 60 })),
      until: 600 * SECOND,
    })
    expect(story.happenings.length).toBeGreaterThan(3)
  })
})
