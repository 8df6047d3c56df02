import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadPolicyFile } from '../../../bench/policy-file/policy-file.ts'
import { guardPolicy } from '../../../bench/policy-file/policy-guard.ts'
import { instantiatePolicy, type PolicyModule } from '../../../bench/policy-file/policy-module.ts'
import type { Cluster } from '../../../sim/cluster.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { View } from '../../../sim/world/views.ts'
import { idleCluster } from '../../support/idle-cluster.ts'
import { folderWith, withoutFolder } from '../experiment/given.ts'

/** Three machines of two cores at 1.5 s, with job 0 of one core a task: all that a placement looks at. */
const machines = new Machines([2000, 2000, 2000], [4096, 4096, 4096])
const jobs = { cpuMilli: [1000, 1000], memoryMiB: [1024, 1024], generation: [0, 0], extra: [0, 0] }
const cluster = { now: 1_500_000, machines, jobs } as unknown as Cluster

async function guarded(source: string): Promise<PolicyModule & { said(call: () => unknown): string }> {
  const folder = folderWith({ 'my-policy.ts': source })
  const path = join(folder, 'my-policy.ts')
  const module = await instantiatePolicy((await loadPolicyFile(path)).code, path)
  const said = (call: () => unknown) => {
    try {
      return `returned ${call()}`
    } catch (error) {
      return `${(error as Error).name}: ${withoutFolder((error as Error).message, folder)}`
    }
  }
  return { ...guardPolicy(module, path), said }
}

test('a policy without fault answers as if it were not guarded', async () => {
  const { order, score, rule, share, place } = await guarded(`
    export const order = {
      name: 'mine', dynamic: true, compare: (a, b) => a - b,
      backfill: { compare: (a, b) => b - a, reserve() {}, mayPass: (job, _world, tasks) => job === 1 && tasks === 1, passed() {} },
    }
    export const score = (view, machine) => 50 + machine
    export const rule = { allows: machine => machine > 0, reason: 'not the first', helpedBy: ['nothing'] }
    export const share = { name: 'half', share: () => 0.5 }
    export const place = (view, job, count, claims, { jobs }) => {
      for (let i = 0; i < count; i++) claims.add(view, i, job, jobs)
      return count
    }`)
  const claims = new Claims()
  expect(order).toMatchObject({ name: 'mine', dynamic: true })
  expect(order!.compare(1, 3, cluster)).toBe(-2)
  expect(order!.backfill!.compare!(1, 3, cluster)).toBe(2)
  expect([1, 2].map(tasks => order!.backfill!.mayPass(1, cluster, tasks))).toEqual([true, false])
  expect(score!.score(undefined as never, 2, 0, cluster)).toBe(52)
  expect(rule).toMatchObject({ reason: 'not the first', helpedBy: ['nothing'] })
  expect(rule!.allows(0, 0, claims, cluster)).toBe(false)
  expect(share!.share(0, cluster)).toBe(0.5)
  const view = View.snapshot(machines)
  view.refresh()
  expect(place!.place(view, 0, 2, claims, cluster)).toBe(2)
  expect([...claims.machine.subarray(0, claims.count)]).toEqual([0, 1])
})

test('what a policy does not export is not there', async () => {
  const { order, place, score, rule, share } = await guarded('export const share = () => 1\n')
  expect([order, place, score, rule]).toEqual([undefined, undefined, undefined, undefined])
  expect(share).toBeDefined()
})

describe('a policy that throws', () => {
  test('is named with file, line, method and simulated time', async () => {
    const { order, score, rule, share, place, said } = await guarded(`
const nobody: { id: number } = undefined as never
export const order = {
  compare() {
    return nobody.id
  },
  backfill: {
    reserve() { throw new Error('no reservation') },
    mayPass() { throw 'just text' },
    passed() { throw new Error('two\\nlines') },
  },
}
export const score = () => { throw new Error('score') }
export const rule = () => { throw new Error('rule') }
export const share = () => { throw new Error('share') }
export const place = () => { throw new Error('place') }
`)
    expect(
      [
        () => order!.compare(0, 1, cluster),
        () => order!.backfill!.reserve(0, 0, 0, 0, cluster),
        () => order!.backfill!.mayPass(0, cluster, 1),
        () => order!.backfill!.passed(0, 1, cluster),
        () => score!.score(undefined as never, 0, 0, cluster),
        () => rule!.allows(0, 0, undefined as never, cluster),
        () => share!.share(0, cluster),
        () => place!.place(View.live(machines), 0, 1, new Claims(), cluster),
      ]
        .map(said)
        .join('\n'),
    ).toMatchInlineSnapshot(`
      "PolicyError: my-policy.ts:5:19: order.compare threw "Cannot read properties of undefined (reading 'id')" at simulated time 1.5 s
      PolicyError: my-policy.ts:8:23: order.backfill.reserve threw "no reservation" at simulated time 1.5 s
      PolicyError: my-policy.ts: order.backfill.mayPass threw "just text" at simulated time 1.5 s
      PolicyError: my-policy.ts:10:22: order.backfill.passed threw "two" at simulated time 1.5 s
      PolicyError: my-policy.ts:13:36: score threw "score" at simulated time 1.5 s
      PolicyError: my-policy.ts:14:35: rule.allows threw "rule" at simulated time 1.5 s
      PolicyError: my-policy.ts:15:36: share threw "share" at simulated time 1.5 s
      PolicyError: my-policy.ts:16:36: place threw "place" at simulated time 1.5 s"
    `)
  })
})

test('a placement cannot claim more of a named resource than there is, nor where an attribute is lacking', async () => {
  // Two GPUs on each machine; only machine 1 has an SSD. A task of the job asks for one GPU and an SSD.
  const machines = new Machines([9000, 9000], [0, 0], [{ name: 'gpu', amounts: [2, 2] }])
  machines.attributes.set(1, 'disk', 'ssd')
  const cluster = idleCluster(machines)
  const job = cluster.addJob({ tasks: 3 })
  cluster.jobs.extra[job] = machines.extras.add({ resources: { gpu: 1 }, needs: { disk: 'ssd' } })
  const claiming = async (machine: number, tasks: number) => {
    const { place, said } = await guarded(`export function place(view, job, count, claims, { jobs }) {
      for (let i = 0; i < ${tasks}; i++) claims.add(view, ${machine}, job, jobs)
      return ${tasks}
    }`)
    return said(() => place!.place(View.live(machines), job, 3, new Claims(), cluster))
  }
  expect(await claiming(1, 2)).toBe('returned 2')
  expect(await claiming(1, 1)).toMatch(/place claimed more on machine 1 than fits at/)
  expect(await claiming(0, 1)).toMatch(
    /place claimed machine 0, which lacks a resource or an attribute that job 0 needs at .* expected machines that have what/,
  )
})

test('what a policy throws and nobody can print is still told with file and method', async () => {
  const thrown = [
    'Object.create(null)',
    '{ toString() { throw new Error("inner") } }',
    'Object.assign(new Error("x"), { get message() { return 1 } })',
    'Object.defineProperty(new Error("x"), "message", { get() { throw 1 } })',
    'Object.defineProperty(new Error("x"), "stack", { get() { throw 1 } })',
    'undefined',
    'Symbol("s")',
    'new Proxy({}, { get() { throw 1 } })',
  ]
  const heard: string[] = []
  for (const value of thrown) {
    const { score, said } = await guarded(`export function score() { throw ${value} }`)
    heard.push(said(() => score!.score(undefined as never, 0, 0, cluster)))
  }
  for (const answer of ['Object.create(null)', '({ toJSON() { throw 1 } })', '1n', 'Symbol("s")']) {
    const { score, said } = await guarded(`export function score() { return ${answer} }`)
    heard.push(said(() => score!.score(undefined as never, 0, 0, cluster)))
  }
  expect(heard.join('\n')).toMatchInlineSnapshot(`
    "PolicyError: my-policy.ts: score threw something that cannot be printed at simulated time 1.5 s
    PolicyError: my-policy.ts: score threw something that cannot be printed at simulated time 1.5 s
    PolicyError: my-policy.ts:1:47: score threw something that cannot be printed at simulated time 1.5 s
    PolicyError: my-policy.ts: score threw something that cannot be printed at simulated time 1.5 s
    PolicyError: my-policy.ts: score threw "x" at simulated time 1.5 s
    PolicyError: my-policy.ts: score threw "undefined" at simulated time 1.5 s
    PolicyError: my-policy.ts: score threw "Symbol(s)" at simulated time 1.5 s
    PolicyError: my-policy.ts: score threw something that cannot be printed at simulated time 1.5 s
    PolicyError: my-policy.ts: score returned {} at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
    PolicyError: my-policy.ts: score returned an object at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
    PolicyError: my-policy.ts: score returned 1n at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
    PolicyError: my-policy.ts: score returned Symbol(s) at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)"
  `)
})

describe('a policy that answers nonsense', () => {
  test('is told so where it is asynchronous', async () => {
    const { order, said } = await guarded('export const order = async () => 0\n')
    expect(said(() => order!.compare(0, 1, cluster))).toContain('order.compare returned a promise at')
  })

  test('is told what was expected', async () => {
    const answers = ['NaN', 'undefined', '"1"', '({})', '101', '-0.5', 'true', 'Infinity']
    const heard: string[] = []
    for (const answer of answers) {
      const { order, score, rule, share, said } = await guarded(
        `export const order = () => ${answer}\nexport const score = () => ${answer}\nexport const rule = () => ${answer}\nexport const share = () => ${answer}\n`,
      )
      heard.push(
        said(() => order!.compare(0, 1, cluster)),
        said(() => score!.score(undefined as never, 0, 0, cluster)),
        said(() => rule!.allows(0, 0, undefined as never, cluster)),
        said(() => share!.share(0, cluster)),
      )
    }
    expect(heard.join('\n')).toMatchInlineSnapshot(`
      "PolicyError: my-policy.ts: order.compare returned NaN at simulated time 1.5 s, expected a number: negative when the first job goes before the second
      PolicyError: my-policy.ts: score returned NaN at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
      PolicyError: my-policy.ts: rule.allows returned NaN at simulated time 1.5 s, expected true or false
      PolicyError: my-policy.ts: share returned NaN at simulated time 1.5 s, expected a number; the smallest goes first
      PolicyError: my-policy.ts: order.compare returned undefined at simulated time 1.5 s, expected a number: negative when the first job goes before the second
      PolicyError: my-policy.ts: score returned undefined at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
      PolicyError: my-policy.ts: rule.allows returned undefined at simulated time 1.5 s, expected true or false
      PolicyError: my-policy.ts: share returned undefined at simulated time 1.5 s, expected a number; the smallest goes first
      PolicyError: my-policy.ts: order.compare returned "1" at simulated time 1.5 s, expected a number: negative when the first job goes before the second
      PolicyError: my-policy.ts: score returned "1" at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
      PolicyError: my-policy.ts: rule.allows returned "1" at simulated time 1.5 s, expected true or false
      PolicyError: my-policy.ts: share returned "1" at simulated time 1.5 s, expected a number; the smallest goes first
      PolicyError: my-policy.ts: order.compare returned {} at simulated time 1.5 s, expected a number: negative when the first job goes before the second
      PolicyError: my-policy.ts: score returned {} at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
      PolicyError: my-policy.ts: rule.allows returned {} at simulated time 1.5 s, expected true or false
      PolicyError: my-policy.ts: share returned {} at simulated time 1.5 s, expected a number; the smallest goes first
      returned 101
      PolicyError: my-policy.ts: score returned 101 at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
      PolicyError: my-policy.ts: rule.allows returned 101 at simulated time 1.5 s, expected true or false
      returned 101
      returned -0.5
      PolicyError: my-policy.ts: score returned -0.5 at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
      PolicyError: my-policy.ts: rule.allows returned -0.5 at simulated time 1.5 s, expected true or false
      returned -0.5
      PolicyError: my-policy.ts: order.compare returned true at simulated time 1.5 s, expected a number: negative when the first job goes before the second
      PolicyError: my-policy.ts: score returned true at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
      returned true
      PolicyError: my-policy.ts: share returned true at simulated time 1.5 s, expected a number; the smallest goes first
      returned Infinity
      PolicyError: my-policy.ts: score returned Infinity at simulated time 1.5 s, expected a number from 0 (worst) to 100 (best)
      PolicyError: my-policy.ts: rule.allows returned Infinity at simulated time 1.5 s, expected true or false
      returned Infinity"
    `)
  })

  test('cannot claim what is not there', async () => {
    const claiming = async (body: string) => {
      const { place, said } = await guarded(
        `export function place(view, job, count, claims, { jobs }) { ${body} }\n`,
      )
      const view = View.snapshot(machines)
      view.refresh()
      return said(() => place!.place(view, 0, 2, new Claims(), cluster))
    }
    expect(
      [
        await claiming('claims.add(view, 7, job, jobs); return 1'),
        await claiming('claims.add(view, -1, job, jobs); return 1'),
        await claiming('claims.add(view, 0, 1, jobs); return 1'),
        await claiming('claims.add(view, 0, job, jobs); return 2'),
        await claiming('claims.add(view, 0, job, jobs)'),
        await claiming('for (let i = 0; i < 3; i++) claims.add(view, i, job, jobs); return 3'),
      ].join('\n'),
    ).toMatchInlineSnapshot(`
      "PolicyError: my-policy.ts: place claimed machine 7 at simulated time 1.5 s, expected machines from 0 to 2
      PolicyError: my-policy.ts: place claimed machine -1 at simulated time 1.5 s, expected machines from 0 to 2
      PolicyError: my-policy.ts: place claimed for job 1 at simulated time 1.5 s, expected claims for job 0
      PolicyError: my-policy.ts: place returned 2 at simulated time 1.5 s, expected the number of claims that it made (1), at most the 2 asked for
      PolicyError: my-policy.ts: place returned undefined at simulated time 1.5 s, expected the number of claims that it made (1), at most the 2 asked for
      PolicyError: my-policy.ts: place returned 3 at simulated time 1.5 s, expected the number of claims that it made (3), at most the 2 asked for"
    `)
    const full = await guarded(
      'export function place(view, job, count, claims, { jobs }) { for (let i = 0; i < 3; i++) claims.add(view, 1, job, jobs); return 3 }\n',
    )
    const view = View.snapshot(machines)
    view.refresh()
    expect(full.said(() => full.place!.place(view, 0, 3, new Claims(), cluster))).toMatchInlineSnapshot(
      `"PolicyError: my-policy.ts: place claimed more on machine 1 than fits at simulated time 1.5 s, expected claims that fit"`,
    )
  })
})
