/**
 * Roles in whole runs at head: below others, with weights of their own, and several of one framework.
 */
import { describe, expect, test } from 'vitest'
import { SECOND } from '../../../sim/engine/time.ts'
import { NONE } from '../../../sim/world/handles.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { systems } from '../../../systems/catalogue.ts'
import type { SystemSpec } from '../../../systems/generic/spec.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../../../systems/mesos/spec.ts'
import { stagedRun } from '../../support/staged-run.ts'

const base = systems['mesos-head']!
const batch = base.frameworks.find(({ name }) => name === 'batch')!
const machines = (count: number) => new Machines(Array(count).fill(4000), Array(count).fill(8192))

function system(frameworks: readonly MesosFrameworkSpec[], changes: Partial<MesosSpec> = {}): SystemSpec {
  return { name: 'mesos-head', ...base, frameworks, root: { ...(base.root as MesosSpec), ...changes } }
}

const taking = (name: string, more: Partial<MesosFrameworkSpec>): MesosFrameworkSpec => ({
  ...batch,
  ...more,
  name,
  takes: [name],
})

/** Jobs of tasks as large as a machine, one of each class, at 1 s. */
async function startsByClass(
  spec: SystemSpec,
  count: number,
  tasks: number,
): Promise<Record<string, number>> {
  const classes = spec.frameworks.map(({ name }) => name)
  const jobs = classes.map((_, jobClass) => ({ submit: 1, run: 1000, tasks, cores: 4, jobClass }))
  const started: Record<string, number> = {}
  await stagedRun(spec, machines(count), jobs, {
    classes,
    until: 100 * SECOND,
    script: {
      90: ({ cluster }) => {
        for (let machine = 0; machine < count; machine++) {
          const task = cluster.tasks.on(machine)
          if (task === NONE) continue
          const name = cluster.classes[cluster.jobs.jobClass[cluster.tasks.job[task]!]!]!
          started[name] = (started[name] ?? 0) + 1
        }
      },
    },
  })
  return started
}

describe('roles at head', () => {
  test('a weight of a role above others divides before theirs do', async () => {
    const frameworks = [
      taking('x', { role: 'a/x' }),
      taking('y', { role: 'a/y' }),
      taking('b', { role: 'b' }),
    ]
    // Shares by weight: a, b, a, a, then a = b = 1/8 and b has been given less often: b, a, a, a. In a, x and y take turns.
    expect(await startsByClass(system(frameworks, { weights: { a: 3 } }), 8, 8)).toEqual({ x: 3, y: 3, b: 2 })
    // Without: a/x and a/y have half of it together, b the other.
    expect(await startsByClass(system(frameworks), 8, 8)).toEqual({ x: 2, y: 2, b: 4 })
    // As three roles of the same height each has a third, and who comes first in the alphabet one more.
    const flat = frameworks.map(each => ({ ...each, role: each.name }))
    expect(await startsByClass(system(flat), 8, 8)).toEqual({ b: 3, x: 3, y: 2 })
  })

  test('what those below a role hold counts for its limit, which does not limit them', async () => {
    const frameworks = [taking('top', { role: 'a' }), taking('x', { role: 'a/x' })]
    const limits = { a: { cpuMilli: 12_000 } }
    // All machines are given away in one allocation, which counts what x gets when it is over: they take turns until the role itself has
    // three machines.
    expect(await startsByClass(system(frameworks, { limits }), 8, 8)).toEqual({ top: 3, x: 5 })
  })

  test('what is reserved for a role is offered to those below it, and to nobody else', async () => {
    const frameworks = [taking('x', { role: 'a/x' }), taking('b', { role: 'b' })]
    const spec = system(frameworks, { reservations: [{ role: 'a', cpuMilli: 4000, memoryMiB: 8192 }] })
    expect(await startsByClass(spec, 3, 3)).toEqual({ x: 3 })
  })

  test('a framework in several roles is offered what each may have, and holds it in that role', async () => {
    const limits = { p: { cpuMilli: 4000 }, q: { cpuMilli: 8000 } }
    const both = system([taking('front', { roles: ['p', 'q'] })], { limits })
    expect(await startsByClass(both, 6, 6)).toEqual({ front: 3 })
    const one = system([taking('front', { role: 'q' })], { limits: { q: limits.q } })
    expect(await startsByClass(one, 6, 6)).toEqual({ front: 2 })
  })
})
