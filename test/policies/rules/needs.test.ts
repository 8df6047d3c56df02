import { describe, expect, it } from 'vitest'
import { needs } from '../../../policies/rules/needs.ts'
import { Claims } from '../../../sim/world/claims.ts'
import { TaskState } from '../../../sim/world/lifecycle.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { ALLOWED, Next } from '../../../sim/world/reasons.ts'
import { idleCluster } from '../../support/idle-cluster.ts'

describe('needs', () => {
  const machines = () => {
    const three = new Machines([1000, 1000, 1000], [0, 0, 0])
    three.attributes.set(0, 'disk', 'ssd')
    three.attributes.set(1, 'disk', 'hdd')
    three.attributes.set(0, 'zone', 'north')
    three.attributes.set(2, 'zone', 'north')
    return three
  }

  it('allow the machines that have every attribute, with its value', () => {
    const cluster = idleCluster(machines())
    const extra = cluster.machines.extras.add({ resources: {}, needs: { disk: 'ssd', zone: 'north' } })
    const job = cluster.addJob({ state: TaskState.Pending })
    cluster.jobs.extra[job] = extra
    const check = needs().prepare(job, new Claims(), cluster)!
    const answers = [0, 1, 2].map(machine => check.allows(machine))
    expect(answers.map(answer => answer === ALLOWED)).toEqual([true, false, false])
    expect(cluster.reasons.sentence(answers[1]!)).toBe('the machine lacks an attribute that the job needs')
    expect(cluster.reasons.next(answers[1]!)).toBe(Next.NeverHere)
  })

  it('see an attribute that changes', () => {
    const cluster = idleCluster(machines())
    const extra = cluster.machines.extras.add({ resources: {}, needs: { disk: 'ssd' } })
    const job = cluster.addJob({ state: TaskState.Pending })
    cluster.jobs.extra[job] = extra
    const rule = needs()
    expect(rule.prepare(job, new Claims(), cluster)!.allows(1)).not.toBe(ALLOWED)
    cluster.machines.attributes.set(1, 'disk', 'ssd')
    expect(rule.prepare(job, new Claims(), cluster)!.allows(1)).toBe(ALLOWED)
  })

  it('have nothing to say of jobs that need nothing', () => {
    const cluster = idleCluster(machines())
    const job = cluster.addJob({ state: TaskState.Pending })
    expect(needs().prepare(job, new Claims(), cluster)).toBeNull()
  })
})
