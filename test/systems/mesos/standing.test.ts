/**
 * Who comes before whom while agents are given out: by columns as by the sorters, which are told of every loan at once.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AgentColumns } from '../../../systems/mesos/agent-columns.ts'
import { DrfSorter } from '../../../systems/mesos/drf-sorter.ts'
import { DrfSorter10 } from '../../../systems/mesos/drf-sorter-1.0.ts'
import { loanOf } from '../../../systems/mesos/loans.ts'
import { type NewSorter, Ranks } from '../../../systems/mesos/ranks.ts'
import { Refusals } from '../../../systems/mesos/refusals.ts'
import { RegisteredFramework } from '../../../systems/mesos/registered-framework.ts'
import { parseResources } from '../../../systems/mesos/resource-text.ts'
import { Standing } from '../../../systems/mesos/standing.ts'
import { Wanting } from '../../../systems/mesos/wanting.ts'

const AGENTS = ['cpus:1;mem:1024', 'cpus:2;mem:512', 'cpus:4;mem:4096;disk:100'].map(parseResources)

const both = (newSorter: NewSorter) => ({ roles: newSorter, frameworks: newSorter })

/** Frameworks f0, f1 and so on, the i-th in the role `roles[i]`; the cluster has so many agents of each kind. */
function world(era: 'head' | '1.0', roles: readonly string[], excluded: readonly string[] = [], each = 20) {
  const names = new Set(excluded)
  const ranks =
    era === 'head'
      ? new Ranks(
          both(whole => new DrfSorter(names, whole)),
          'cluster',
        )
      : new Ranks(
          both(whole => new DrfSorter10(names, whole)),
          'role',
        )
  for (let i = 0; i < 3 * each; i++) ranks.whole.addAgent(i, AGENTS[i % 3]!)
  const seats = roles.map((role, i) => {
    const framework = new RegisteredFramework({ id: `f${i}`, roles: [role] })
    const seat = ranks.join(framework, role, new Refusals(framework.id, role, i, new AgentColumns()))
    ranks.setActive(seat, true)
    return seat
  })
  const wanting = new Wanting<(typeof seats)[0]>()
  for (const seat of seats) wanting.add(seat)
  return { ranks, seats, wanting }
}

const lendAtOnce = ({ ranks, seats }: ReturnType<typeof world>, number: number, agent: number) => {
  ranks.lend(seats[number]!, loanOf(AGENTS[agent]!))
  ranks.settle()
}

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('lend', 'lend', 'lend', 'compare', 'compare', 'settle'),
    a: fc.nat(4),
    b: fc.nat(4),
    agent: fc.nat(2),
  }),
  { maxLength: 60, size: 'max' },
)

describe.each(['head', '1.0'] as const)('of %s', era => {
  it.each([
    ['one role', ['*', '*', '*', '*', '*'], []],
    ['two roles', ['a', 'b', 'a', 'b', 'a'], []],
    ['a role below another', ['a', 'a/b', 'a/b', 'c', 'a/d'], []],
    ['one role, memory excluded from shares', ['*', '*', '*', '*', '*'], ['mem']],
  ])('those of %s stand as the sorters say', (_, roles, excluded) => {
    fc.assert(
      fc.property(steps, fc.constantFrom(1, 2, 1.5), (script, weight) => {
        const told = world(era, roles, excluded)
        const asked = world(era, roles, excluded)
        const counted = new Array<number>(roles.length).fill(0)
        const standing = new Standing(lent => {
          counted[lent.to!.number]! += lent.count
          told.ranks.lend(lent.to!, lent)
        })
        for (const { ranks } of [told, asked]) ranks.in(roles[0]!)!.updateWeight('f0', weight)
        standing.begin(told.ranks, told.wanting)
        const lent = new Array<number>(roles.length).fill(0)
        for (const { what, a, b, agent } of script) {
          if (what === 'lend') {
            standing.lend(a, AGENTS[agent]!)
            lendAtOnce(asked, a, agent)
            lent[a]!++
          } else if (what === 'settle') {
            standing.settle()
            told.ranks.settle()
            expect(counted).toEqual(lent)
          } else if (a !== b) {
            expect(standing.isBefore(a, b)).toBe(asked.ranks.comesBefore(asked.seats[a]!, asked.seats[b]!))
          }
        }
        standing.settle()
        told.ranks.settle()
        for (const [i, { role, framework }] of told.seats.entries())
          expect(role.seats.share(framework.id)).toBe(asked.seats[i]!.role.seats.share(framework.id))
      }),
      { numRuns: 150, seed: 1889 },
    )
  })

  it('what is lent counts for the ranks also where nobody is compared', () => {
    const told = world(era, ['*', '*'])
    const asked = world(era, ['*', '*'])
    const standing = new Standing(lent => told.ranks.lend(lent.to!, lent))
    standing.begin(told.ranks, told.wanting, false)
    for (const [number, agent] of [0, 1, 0, 0].entries()) {
      standing.lend(number % 2, AGENTS[agent]!)
      lendAtOnce(asked, number % 2, agent)
    }
    standing.settle()
    told.ranks.settle()
    const shares = ({ seats }: typeof told) =>
      seats.map(({ role, framework }) => role.seats.share(framework.id))
    expect(shares(told)).toEqual(shares(asked))
    expect(shares(told)[0]).toBeGreaterThan(0)
  })

  it('who is given an agent stands behind who was not, and in front of who was given more', () => {
    const { ranks, wanting } = world(era, ['*', '*', '*'])
    const standing = new Standing(lent => ranks.lend(lent.to!, lent))
    standing.begin(ranks, wanting)
    // Nobody has anything, and was given anything: the names decide.
    expect(standing.isBefore(0, 1)).toBe(true)
    standing.lend(0, AGENTS[0]!)
    standing.lend(1, AGENTS[2]!)
    // One core, four, and none.
    expect([standing.isBefore(0, 1), standing.isBefore(2, 0)]).toEqual([true, true])
    standing.lend(0, AGENTS[2]!)
    // Five cores, and four.
    expect([standing.isBefore(0, 1), standing.isBefore(1, 0)]).toEqual([false, true])
    // The ranks were asked meanwhile, and somebody else gave two agents of four cores to the third: eight cores.
    standing.settle()
    ranks.lend(wanting.seatOf(2)!, loanOf(AGENTS[2]!))
    ranks.lend(wanting.seatOf(2)!, loanOf(AGENTS[2]!))
    standing.forget()
    expect([standing.isBefore(1, 2), standing.isBefore(0, 2)]).toEqual([true, true])
  })
})
