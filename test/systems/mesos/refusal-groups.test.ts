/**
 * Refusals of one framework, which are told to be over by the number of their group, against a list of them.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Engine } from '../../../sim/engine/engine.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { Agent } from '../../../systems/mesos/agent.ts'
import { AgentColumns } from '../../../systems/mesos/agent-columns.ts'
import { OfferFilters } from '../../../systems/mesos/offer-filters.ts'
import { Refusal } from '../../../systems/mesos/refusal.ts'
import { parseResources } from '../../../systems/mesos/resource-text.ts'

const AGENTS = 3
const SIZES = ['cpus:1;mem:2', 'cpus:2;mem:1', 'cpus:2;mem:2', 'cpus:1;mem:1'].map(parseResources)

const steps = fc.array(
  fc.record({
    what: fc.constantFrom('refuse', 'refuse', 'refuse', 'wait', 'wait', 'forget agent', 'forget all'),
    /** Agents that are refused together. */
    agents: fc.uniqueArray(fc.nat(AGENTS - 1), { minLength: 1 }),
    size: fc.nat(SIZES.length - 1),
    seconds: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 40, size: 'max' },
)

test('what is refused is what was refused and is not over, in whatever order refusals end', () => {
  fc.assert(
    fc.property(steps, script => {
      const engine = new Engine()
      const columns = new AgentColumns()
      const total = parseResources('cpus:9;mem:9')
      const agents = Array.from({ length: AGENTS }, (_, i) => new Agent({ id: `${i}`, total }, i, i, columns))
      const filters = new OfferFilters(engine, SECOND, columns)
      const refusals = filters.of('f', 'r')
      let all: { agent: number; size: number; ends: number }[] = []
      for (const { what, agents: some, size, seconds } of script) {
        if (what === 'refuse') {
          const refusal = new Refusal(filters, seconds * SECOND)
          for (const agent of some) {
            refusal.add(refusals, agent, SIZES[size]!)
            all.push({ agent, size, ends: engine.now + seconds * SECOND })
          }
        } else if (what === 'wait') {
          // An event, so that time goes on where no refusal ends.
          engine.at(
            engine.now + seconds * SECOND,
            engine.on(() => {}),
            0,
            0,
          )
          engine.run(engine.now + seconds * SECOND)
          all = all.filter(({ ends }) => ends > engine.now)
        } else if (what === 'forget agent') {
          filters.forgetAgent(agents[some[0]!]!)
          all = all.filter(({ agent }) => agent !== some[0])
        } else {
          filters.forgetRole('f', 'r')
          all = []
        }
        expect(filters.active()).toBe(all.length)
        for (let agent = 0; agent < AGENTS; agent++)
          for (const offered of SIZES) {
            const own = all.filter(refusal => refusal.agent === agent)
            const isRefused = own.some(refusal => SIZES[refusal.size]!.contains(offered))
            expect(refusals.blocks(agent, offered, total)).toBe(isRefused)
          }
      }
    }),
    { numRuns: 60, seed: 1887 },
  )
})
