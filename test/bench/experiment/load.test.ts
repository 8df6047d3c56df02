import { expect, test } from 'vitest'
import { planWarnings } from '../../../bench/experiment/warnings.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import type { MixSpec } from '../../../workloads/spec.ts'
import { gapFactor } from '../../../workloads/synthetic/load.ts'
import { faultsOf, plan } from './given.ts'

const base = `name: x
system: monolithic
machines: { count: 40, cpu: 16, memory: 64 GiB }
workload: { jobs: { interarrival: exponential 1 s, duration: 10 s } }
until: 1 min
seeds: 1
`
const loads = async (text: string, set: Record<string, string> = {}) => {
  const { runs, axes } = await plan(`${base}${text}\n`, { set })
  const of = runs.map(({ spec }) => {
    const { load, loadOfCpuMilli } = spec.workload as MixSpec
    return loadOfCpuMilli === undefined ? load : [load, loadOfCpuMilli]
  })
  return { of, axis: axes.find(({ name }) => name === 'load')?.values }
}

test('is a share, plain or in per cent', async () => {
  for (const written of ['0.8', '80%', '"80 %"', '{ is: 80% }', '{ is: 0.8 }'])
    expect(await loads(`load: ${written}`)).toEqual({ of: [0.8], axis: undefined })
  expect((await loads('load: 100%')).of).toEqual([1])
  // 7 / 100 is the double nearest to 0.07, and so is what is read.
  expect((await loads('load: 7%')).of).toEqual([0.07])
})

test('above 1 is written as such', async () => {
  expect((await loads('load: { over: 1.2 }')).of).toEqual([1.2])
  expect((await loads('load: { over: 120% }')).of).toEqual([1.2])
  expect(await faultsOf(`${base}load: 1.2\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:7: load: found 1.2, expected a share above 0 and at most 1, such as 0.8 or 80%; above 1 the queue grows as long as jobs arrive: if that is what you want to see, write { over: 1.2 }"`,
  )
  expect(await faultsOf(`${base}load: 120%\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:7: load: found "120%", expected a share above 0 and at most 1, such as 0.8 or 80%; above 1 the queue grows as long as jobs arrive: if that is what you want to see, write { over: 120% }"`,
  )
  expect(await faultsOf(`${base}load: 80\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:7: load: found 80, expected a share above 0 and at most 1, such as 0.8 or 80%; write 80% if that is meant; above 1 the queue grows as long as jobs arrive: if that is what you want to see, write { over: 80 }"`,
  )
  expect(await faultsOf(`${base}load: { over: 80% }\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:15: load.over: found "80%", expected more than 1, such as 1.2 or 120%; write is: 80%"`,
  )
  expect(await faultsOf(`${base}load: [0.5, 1.2, { over: 1.3 }]\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:13: load: found 1.2, expected a share above 0 and at most 1, such as 0.8 or 80%; above 1 the queue grows as long as jobs arrive: if that is what you want to see, write { over: 1.2 }"`,
  )
})

test('is of another cluster where it says so', async () => {
  // 40 machines of 16 cores are 640 cores.
  expect((await loads('load: { is: 80%, of: 40 machines }', { 'machines.count': '[10, 40]' })).of).toEqual([
    [0.8, 640_000],
    [0.8, 640_000],
  ])
  expect((await loads('load: { over: 1.5, of: 64.5 cores }')).of).toEqual([[1.5, 64_500]])
  expect(await faultsOf(`${base}load: { of: 40 machines }\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:7: load: found neither is nor over, expected one of them; write { is: 80%, of: 40 machines }"`,
  )
  expect(await faultsOf(`${base}load: { is: 0.5, over: 1.5 }\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:7: load: found is and over, expected one of them; delete one"`,
  )
  expect(await faultsOf(`${base}load: { is: 0.5, of: 40 }\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:22: load.of: found 40, expected a number of machines or cores, such as 40 machines"`,
  )
  const two = base.replace(
    /machines: .*/,
    'machines: [{ count: 4, cpu: 16, memory: 64 GiB }, { count: 4, cpu: 8, memory: 64 GiB }]',
  )
  expect(await faultsOf(`${two}load: { is: 0.5, of: 40 machines }\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:22: load.of: found 40 machines, where machines differ in their cores, expected cores; write of: 640 cores, with the number that you mean"`,
  )
  expect(await faultsOf(`${two}load: { is: 0.5, of: 100 cores }\n`)).toBe('no faults')
})

test('is an axis of numbers however it is written', async () => {
  const axis = [0.5, 0.8]
  for (const written of [
    '[0.5, 0.8]',
    '[50%, 80%]',
    '[0.5, { is: 80% }]',
    '{ is: [50%, 0.8], of: 40 machines }',
  ])
    expect((await loads(`load: ${written}`)).axis).toEqual(axis)
  expect((await loads('load: [80%, { over: 1.2 }]')).axis).toEqual([0.8, 1.2])
  expect((await loads('load: 0.5', { load: '[50%, 0.8]' })).axis).toEqual(axis)
  expect((await loads('load: { is: 0.5, of: 4 machines }', { 'load.is': '[0.5, 0.8]' })).axis).toEqual(axis)
  expect((await loads('load: [{ is: 0.5, of: 4 machines }, { is: 0.5, of: 8 machines }]')).axis).toEqual([
    '0.5 of 4 machines',
    '0.5 of 8 machines',
  ])
  expect((await plan(`${base}load: [50%, 80%]\nbaseline: 80%\n`)).baseline).toEqual({
    axis: 'load',
    value: 0.8,
  })
  expect(await faultsOf(`${base}load: [50%, 0.5]\n`)).toMatchInlineSnapshot(
    `"x.yaml:7:7: load: found 0.5 twice in a list, expected every value once; delete one"`,
  )
})

test('is warned of beside clusters of different sizes, since arrivals then follow the cluster', async () => {
  const sizes = (set: Record<string, string>, load: string) => plan(`${base}load: ${load}\n`, { set })
  const about = async (set: Record<string, string>, load: string) =>
    planWarnings(await sizes(set, load)).filter(warning => warning.includes('load'))
  expect(await about({ 'machines.count': '[40, 50]' }, '0.8')).toMatchInlineSnapshot(`
    [
      "load is a share of each cluster, and the clusters differ in size: a larger one gets more jobs, so that all are equally full. To give every cluster the same jobs, say what it is a share of: load: { is: 80%, of: 40 machines }.",
    ]
  `)
  expect(await about({ 'machines.cpu': '[8, 16]' }, '0.8')).toHaveLength(1)
  expect(await about({ 'machines.memory': '[8 GiB, 16 GiB]' }, '0.8')).toEqual([])
  expect(await about({ 'machines.count': '[40, 50]' }, '{ is: 0.8, of: 40 machines }')).toEqual([])
  expect(await about({}, '0.8')).toEqual([])
})

test('has company: every other share and factor may be written in per cent', async () => {
  const { runs } = await plan(
    `${base}root: { rules: [{ avoid-last: 50% }] }\n`.replace(
      'duration: 10 s',
      'duration: lognormal 10 s cv 150%, tasks: { lognormal: { mean: 3, cv: 50% } }',
    ),
  )
  const { spec } = runs[0]!
  expect(spec.system.root.rules).toEqual([{ name: 'avoid-last', fraction: 0.5 }])
  expect((spec.workload as MixSpec).parts[0]).toMatchObject({
    duration: { kind: 'lognormal', mean: 10_000_000, cv: 1.5 },
    tasks: { kind: 'lognormal', mean: 3, cv: 0.5 },
  })
  // A number of tasks or cores has no per cent, and no number is guessed from them.
  expect(
    await faultsOf(base.replace('duration: 10 s', 'duration: 10 s, tasks: 80%, cpu: 50%')),
  ).toMatchInlineSnapshot(`
    "x.yaml:4:75: workload.jobs.tasks: found "80%", expected a number above 0, or a distribution such as "exponential <mean>"
    x.yaml:4:85: workload.jobs.cpu: found "50%", expected a number of cores above 0 such as 16 or 0.5, or a distribution such as "exponential <mean>""
  `)
})

const alone = base.replace('interarrival: exponential 1 s, ', '')

test('says how often jobs come that do not say so themselves', async () => {
  const [run] = (await plan(`${alone}load: 0.5\n`)).runs
  const spec = run!.spec.workload as MixSpec
  expect(spec.parts).toMatchObject([{ interarrival: { kind: 'exponential', mean: SECOND } }])
  // One job a second that takes a core for 10 s holds 10 cores, and half of 640 are 320: 32 jobs a second.
  expect(1 / gapFactor(spec, 0, { seed: 'oak', cpuMilli: 640_000 })).toBeCloseTo(32, 9)
})

test('cannot say it for several parts, nor can nobody', async () => {
  const several = alone.replace('{ jobs: {', '{ pipelines: { duration: 1 s }, jobs: {')
  expect(await faultsOf(`${several}load: 0.5\n`)).toMatchInlineSnapshot(`
    "x.yaml:4:13: workload.pipelines.interarrival: found nothing, expected the time between two arrivals, such as "10 s" or "exponential 10 s"; write it for each of the parts that share the load
    x.yaml:4:43: workload.jobs.interarrival: found nothing, expected the time between two arrivals, such as "10 s" or "exponential 10 s"; write it for each of the parts that share the load"
  `)
  expect(await faultsOf(alone)).toMatchInlineSnapshot(
    `"x.yaml:4:13: workload.jobs.interarrival: found nothing, expected the time between two arrivals, such as "10 s" or "exponential 10 s"; write it, or a load, from which it follows"`,
  )
})
