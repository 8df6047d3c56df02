import { describe, expect, test } from 'vitest'
import { execute } from '../../../bench/execute.ts'
import { DAY, MINUTE, NEVER, SECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import { faultsOf, plan, smallest } from './given.ts'

/** The smallest experiment on a system of this definition. */
const on = (definition: string) =>
  smallest.replace('system: monolithic\n', `systems:\n  mine: ${definition}\n`)
const specOf = async (text: string) => (await plan(text)).runs[0]!.spec.system

describe('a built-in system', () => {
  test('keeps what an experiment does not change', async () => {
    const { root, latency, quirks } = await specOf(smallest)
    expect({ root, latency, quirks }).toEqual({
      root: systems['monolithic']!.root,
      latency: systems['monolithic']!.latency,
      quirks: {},
    })
  })

  test('is changed by what stands beside it, in every system of the experiment', async () => {
    const text = `${smallest.replace('system: monolithic', 'system: [monolithic, offers]')}
root: { order: priority, think: { per-job: 1 s }, retry-after: 3 s, when-blocked: retry }
latency: { machine: 5 ms }
seeds: 1
`
    for (const { spec } of (await plan(text)).runs) {
      expect(spec.system.root).toMatchObject({
        order: 'priority',
        think: { default: { perJob: SECOND, perTask: 5_000 } },
        retryAfter: 3 * SECOND,
        whenBlocked: 'retry',
      })
      expect(spec.system.latency).toEqual({ scheduler: 1_000, machine: 5_000, status: 1_000 })
    }
  })
})

describe('a system of one’s own', () => {
  test('is a built-in one and what differs', async () => {
    const definition =
      '{ like: offers, root: { decline-filter: 0 s, minimum-cpu: 0.5, minimum-memory: 1 GiB } }'
    const { name, root } = await specOf(on(definition))
    expect(name).toBe('mine')
    expect(root).toEqual({
      ...systems['offers']!.root,
      declineFilter: 0,
      minimumCpuMilli: 500,
      minimumMemoryMiB: 1024,
    })
  })

  test('comes before what is said for all systems', async () => {
    const text = `${on('{ like: monolithic, root: { order: priority } }')}root: { order: shortest-first, place: best-fit }\n`
    expect((await specOf(text)).root).toMatchObject({ order: 'priority', place: 'best-fit' })
  })

  test('may think longer about some classes', async () => {
    const classes = 'think: { per-job: 10 ms, classes: { batch: { per-job: 1 s } } }'
    expect((await specOf(on(`{ like: monolithic, root: { ${classes} } }`))).root.think).toEqual({
      default: { perJob: 10_000, perTask: 5_000 },
      batch: { perJob: SECOND, perTask: 5_000 },
    })
  })

  test('may not think longer about classes that no job is of', async () => {
    const classes = 'think: { classes: { btach: { per-job: 1 s }, default: { per-job: 2 s } } }'
    expect(await faultsOf(on(`{ like: monolithic, root: { ${classes} } }`))).toMatchInlineSnapshot(`
      "x.yaml:3:57: systems.mine.root.think.classes.btach: found "btach", expected a class of the workload: batch; did you mean "batch"?
      x.yaml:3:82: systems.mine.root.think.classes.default: found a class "default", expected another name: the think times outside of classes are those of all other classes"
    `)
  })

  test('thinks about a class as usual, whatever the class is called', async () => {
    const text = smallest.replace('jobs: {', 'jobs: { class: constructor,')
    const { spec } = (await plan(text)).runs[0]!
    expect((await execute(spec)).rows[0]!.numbers['jobs_finished']).toBeGreaterThan(300)
  })

  test('starts from the built-in system of its name', async () => {
    const text = smallest.replace('system: monolithic\n', 'systems:\n  offers: { root: { interval: 5 s } }\n')
    expect((await specOf(text)).root).toMatchObject({ kind: 'offers', interval: 5 * SECOND })
  })

  test('has rules that take the place of those before', async () => {
    const { root } = await specOf(
      on('{ like: monolithic, root: { rules: [{ max-per-machine: 2 }, { avoid-last: 0.25 }] } }'),
    )
    expect(root.rules).toEqual([
      { name: 'max-per-machine', count: 2 },
      { name: 'avoid-last', fraction: 0.25 },
    ])
  })

  test('cannot start from nothing, nor have settings of another kind', async () => {
    expect(await faultsOf(on('{}'))).toMatchInlineSnapshot(
      `"x.yaml:3:3: systems.mine: found a system without like, expected the built-in system that it starts from; add like: one of 32 systems (switchyard list), such as offers, sampling or mesos-1.0"`,
    )
    expect(await faultsOf(on('{ like: ofers }'))).toMatchInlineSnapshot(
      `"x.yaml:3:17: systems.mine.like: found "ofers", expected one of 32 systems (switchyard list), such as offers, dcos-1.8 or pyss-fcfs; did you mean "offers"?"`,
    )
    expect(
      await faultsOf(on('{ like: monolithic, root: { interval: 5 s, schedulers: 3 } }')),
    ).toMatchInlineSnapshot(`
      "x.yaml:3:37: systems.mine.root.interval: found a setting that the system "mine" does not have, expected settings of the kind monolithic; set it under systems:, in a system like offers, mesos-1.0, mesos-head, mesos-dcos-1.8, dcos-1.8 or marathon-head
      x.yaml:3:52: systems.mine.root.schedulers: found a setting that the system "mine" does not have, expected settings of the kind monolithic; set it under systems:, in a system like shared-state, sampling, omega-fit-inc, omega-fit-aon, omega-seq-inc or omega-seq-aon"
    `)
    expect(
      await faultsOf(
        on('{ like: monolithic, root: { rules: [{ max-per-machin: 2 }, none, { avoid-last: 2 }] } }'),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:3:45: systems.mine.root.rules.0: found a map, expected a rule: { max-per-machine: 2 }, { avoid-last: 0.5 } or a policy file
      x.yaml:3:68: systems.mine.root.rules.1: found "none", expected a policy file (.ts or .js)
      x.yaml:3:88: systems.mine.root.rules.2.avoid-last: found 2, expected a share between 0 and 1, such as 0.5 or 50%"
    `)
  })
})

describe('a framework', () => {
  test('keeps what is not changed, and may be new', async () => {
    const frameworks =
      'frameworks: { batch: { weight: 2, kill-grace: 30 s }, urgent: { kind: batch, takes: [now], retries: 0 } }'
    const text = smallest
      .replace('jobs: {', 'jobs: [{ class: now, interarrival: 1 min, duration: 1 s }, {')
      .replace('1 min }\nuntil', '1 min }]\nuntil')
    const system = await specOf(`${text}${frameworks}\n`)
    expect(system.frameworks).toEqual([
      {
        name: 'batch',
        kind: 'batch',
        takes: ['batch', '*'],
        weight: 2,
        onFailure: 'retry',
        retries: 3,
        backoff: SECOND,
        cancels: 'nothing',
        killGrace: 30 * SECOND,
      },
      {
        name: 'urgent',
        kind: 'batch',
        takes: ['now'],
        weight: 1,
        onFailure: 'retry',
        retries: 0,
        backoff: SECOND,
        cancels: 'nothing',
      },
    ])
  })

  test('is hosted with the defaults of the schema', async () => {
    const system = await specOf(`${smallest}frameworks: { batch: { hosting: { by: services } } }\n`)
    // services has no jobs of its own, and stays because it hosts.
    expect(system.frameworks.map(({ name, hosting }) => [name, hosting])).toEqual([
      ['services', undefined],
      [
        'batch',
        {
          hostedBy: 'services',
          cpuMilli: 1000,
          memoryMiB: 1024,
          meanTimeToFailure: NEVER,
          failures: [],
          reconciliation: 10 * SECOND,
          failoverTimeout: 7 * DAY,
        },
      ],
    ])
  })

  test('takes classes that exist, each only once', async () => {
    const frameworks =
      'frameworks: { services: { takes: [batch, bathc] }, late: { kind: batch, takes: ["*"] }, batch: { takes: batch } }'
    expect(await faultsOf(`${smallest}${frameworks}\n`)).toMatchInlineSnapshot(
      `"x.yaml:7:105: frameworks.batch.takes: found no list, expected the classes of jobs that the framework takes, such as [batch, "*"]"`,
    )
    expect(await faultsOf(`${smallest}frameworks: { batch: { takes: [other] } }\n`)).toMatchInlineSnapshot(`
      "x.yaml:4:1: workload: found jobs of class "batch" that no framework of "monolithic" takes, expected a framework for every class; add it to the takes of services, batch or pipelines
      x.yaml:7:32: frameworks.batch.takes.0: found "other", expected a class of the workload: batch or "*""
    `)
  })

  test('takes what the file gives it, and the built-in ones leave it to it', async () => {
    // batch took "batch" and "*" and pipelines "pipeline"; pipelines has nothing left, and goes.
    const system = await specOf(
      `${smallest}frameworks: { late: { kind: pipelines, takes: [batch, pipeline] } }\n`.replace(
        'workload:',
        'workload:\n  pipelines: { interarrival: 1 min, duration: 1 min }',
      ),
    )
    expect(system.frameworks.map(({ name, takes }) => [name, takes])).toEqual([
      ['late', ['batch', 'pipeline']],
    ])
  })

  test('is a process that dies when the file says so, unless it is hosted', async () => {
    const system = await specOf(`${smallest}frameworks: { batch: { process: { failures: [10 min] } } }\n`)
    expect(system.frameworks[0]!.process).toEqual({
      failures: [600 * SECOND],
      meanTimeToFailure: NEVER,
      restart: 15 * SECOND,
      reconciliation: 10 * SECOND,
      failoverTimeout: 7 * DAY,
    })
    const both = 'frameworks: { batch: { hosting: { by: services }, process: { failures: 1 min } } }'
    expect(await faultsOf(`${smallest}${both}\n`)).toMatchInlineSnapshot(
      `"x.yaml:7:72: frameworks.batch.process.failures: found no list, expected a list of moments, such as [10 min, 20 min]"`,
    )
    expect(await faultsOf(`${smallest}${both.replace('1 min', '[1 min]')}\n`)).toMatchInlineSnapshot(
      `"x.yaml:7:51: frameworks.batch.process: found a process beside hosting, expected one of the two; a hosted scheduler dies by hosting.failures and is started again by services; take process out"`,
    )
  })

  test('is hosted by a framework that exists, on machines that hold its scheduler, and not in a circle', async () => {
    const hosting = (text: string) => faultsOf(`${smallest}frameworks:\n${text}`)
    expect(await hosting('  batch: { hosting: { by: service, cpu: 5 } }\n')).toMatchInlineSnapshot(
      `
      "x.yaml:8:12: frameworks.batch.hosting: found a scheduler larger than any machine, expected one that fits: machines have up to 4 cores and 8 GiB
      x.yaml:8:27: frameworks.batch.hosting.by: found "service", expected a framework of the system: services or pipelines; did you mean "services"?"
    `,
    )
    expect(await hosting('  batch: { hosting: { by: batch } }\n')).toMatchInlineSnapshot(
      `"x.yaml:8:27: frameworks.batch.hosting.by: found batch hosted by batch, expected a framework that is hosted by none at the end; no scheduler of a circle could start first; take one hosting out"`,
    )
    expect(
      await hosting(
        '  batch: { hosting: { by: services } }\n  services: { hosting: { by: pipelines } }\n  pipelines: { hosting: { by: batch } }\n',
      ),
    ).toMatchInlineSnapshot(
      `"x.yaml:9:30: frameworks.services.hosting.by: found services hosted by pipelines hosted by batch hosted by services, expected a framework that is hosted by none at the end; no scheduler of a circle could start first; take one hosting out"`,
    )
  })
})

test('sampling refuses gangs, and another placement than random under late binding', async () => {
  const text = smallest
    .replace('duration: 1 min', 'duration: 1 min, gang: true')
    .replace('monolithic', '[monolithic, sampling]')
  expect(await faultsOf(`${text}root: { place: best-fit }\n`)).toMatchInlineSnapshot(`
    "x.yaml:5:66: workload.jobs.gang: found gangs under the system "sampling", expected tasks that start one by one; sampling binds tasks one by one and cannot start gangs: set gang: false
    x.yaml:7:16: root.place: found "best-fit" with late binding (system "sampling"), expected random: under late binding the probed machine that is free first takes the task; set root.binding: early, or leave place out"
  `)
})

test('a hosted scheduler has a class of its own, which no job may have', async () => {
  const text = smallest.replace('jobs: {', 'jobs: { class: scheduler,')
  expect(
    await faultsOf(`${text}frameworks: { batch: { hosting: { by: services } } }\n`),
  ).toMatchInlineSnapshot(
    `"x.yaml:4:1: workload: found a class "scheduler", expected another name: that is the class of hosted schedulers"`,
  )
  expect((await plan(text)).runs[0]!.spec.until).toBe(60 * MINUTE)
})

describe('preemption', () => {
  const root = (text: string) => `${smallest}root: { ${text} }\n`

  test('is that of a system that decides for all, with an order and a line that keep the room', async () => {
    const system = await specOf(
      root('order: priority, when-blocked: wait, share: fifo, preempt: lowest-priority-first'),
    )
    expect(system.root).toMatchObject({ kind: 'monolithic', preempt: 'lowest-priority-first' })
    expect((await specOf(root('preempt: none'))).root).not.toHaveProperty('preempt')
  })

  test('is refused in a sentence where it cannot work', async () => {
    expect(await faultsOf(root('preempt: lowest-priority-first'))).toMatchInlineSnapshot(
      `"x.yaml:7:18: root.preempt: found preemption with order: fifo, when-blocked: pass, share: drf (system "monolithic"), expected order: priority, when-blocked: wait and share: fifo, so that nothing takes the room that it makes"`,
    )
    expect(
      await faultsOf(
        root('preempt: lowest-priority-first').replace('system: monolithic', 'system: [offers, sampling]'),
      ),
    ).toMatchInlineSnapshot(`
      "x.yaml:7:9: root.preempt: found a setting that the system "offers" does not have, expected settings of the kind offers; set it under systems:, in a system like monolithic, batch-fcfs, batch-easy, batch-sjbf, batch-conservative or pyss-fcfs
      x.yaml:7:9: root.preempt: found a setting that the system "sampling" does not have, expected settings of the kind sampling; set it under systems:, in a system like monolithic, batch-fcfs, batch-easy, batch-sjbf, batch-conservative or pyss-fcfs"
    `)
  })
})

describe('a scale', () => {
  test('is a list of changes of a framework of services', async () => {
    const scaled = (name: string) =>
      `${smallest}frameworks: { ${name}: { kind: services, takes: ["*"], scale: [{ at: 1 h, to: 8 }] }, batch: { takes: [x] } }\n`
    const { frameworks } = await specOf(
      scaled('web').replace('batch: { takes: [x] }', 'batch: { takes: [batch] }'),
    )
    expect(frameworks.find(({ name }) => name === 'web')).toMatchObject({
      scale: [{ at: 3_600_000_000, to: 8 }],
    })
    const text = `${smallest}frameworks: { batch: { scale: [{ at: 1 h, to: 8 }] } }\n`
    expect(await faultsOf(text)).toMatchInlineSnapshot(
      `"x.yaml:7:24: frameworks.batch.scale: found a setting that a framework of the kind batch does not have, expected one of the kind services, marathon, marathon-head or kube-controller-manager"`,
    )
  })
})
