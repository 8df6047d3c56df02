/**
 * Scripts of Mesos' allocator tests, asked of the allocators themselves on the engine's clock.
 */
import { Streams } from '../sim/chance/random.ts'
import { Engine } from '../sim/engine/engine.ts'
import { seconds } from '../sim/engine/time.ts'
import type { Allocator } from '../systems/mesos/allocator.ts'
import { Allocator10 } from '../systems/mesos/allocator-1.0.ts'
import { HeadAllocator } from '../systems/mesos/allocator-head.ts'
import type { OfferRound } from '../systems/mesos/offer-round.ts'
import { openOffers } from '../systems/mesos/outstanding-offers.ts'
import {
  ALLOCATION_INTERVAL,
  type AllocatorOptions,
  type FrameworkInfo,
  type InverseOffer,
  type Offer,
} from '../systems/mesos/protocol.ts'
import { formatResources, parseQuantities, parseResources } from '../systems/mesos/resource-text.ts'
import { Resources } from '../systems/mesos/resources.ts'
import type { Adapter, Answer } from './adapter.ts'
import { allocatorConfig, allocatorFields, allocatorScript, allocatorSteps } from './mesos/shapes.ts'
import {
  alternatives,
  list,
  name,
  normalised,
  reserved,
  resourcesOf,
  type Step,
  taken,
  type Used,
  usedOf,
} from './mesos-steps.ts'

import { requireShape, requireSteps, unknownFields, unknownIn } from './shape.ts'

const DEFAULT_LEAST = 'cpus:0.01|mem:32'

export const mesosAllocator: Adapter = {
  system: 'allocator',
  answer({ id, input, expected }): Answer {
    requireShape(allocatorScript, input)
    requireSteps(input['steps'] as readonly Step[], allocatorSteps, allocatorFields)
    const unknown =
      unknownIn(input, ['config', 'steps'], 'input') ??
      unknownIn((input['config'] ?? {}) as Step, allocatorConfig, 'input.config') ??
      unknownFields(input['steps'] as readonly Step[], allocatorFields)
    if (unknown !== undefined) return { unsupported: unknown }
    const answers = Array.isArray(expected) ? expected : []
    const script = new Script(id, (input['config'] ?? {}) as Readonly<Record<string, unknown>>)
    const found: unknown[] = []
    for (const [i, step] of (input['steps'] as readonly Step[]).entries()) {
      const operation = Object.hasOwn(script.operations, step.op) ? script.operations[step.op] : undefined
      if (operation === undefined)
        return { unsupported: `The allocator's script knows no operation '${step.op}'.` }
      found.push(taken(i, step.op, () => script.take(() => operation(step), shapeOf(answers[i]))))
    }
    return { found }
  },
  normalise: answer => (Array.isArray(answer) ? answer.map(normalised) : answer),
}

type Shape = 'offers' | 'totals' | 'inverseOffers'

function shapeOf(expected: unknown): Shape {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return 'offers'
  return 'inverseOffers' in expected ? 'inverseOffers' : 'totals' in expected ? 'totals' : 'offers'
}

class Script {
  readonly #engine = new Engine()
  readonly #allocator: Allocator
  readonly #frameworks = new Map<string, FrameworkInfo>()
  /** All that is offered and was not recovered. */
  #outstanding: Offer[] = []
  #offers: Offer[] = []
  #inverse: InverseOffer[] = []
  /** Engine.now stays at the last event; scripts move on further. */
  #now = 0

  constructor(id: string, config: Readonly<Record<string, unknown>>) {
    const options: AllocatorOptions = {
      interval:
        config['allocationIntervalSeconds'] == null
          ? ALLOCATION_INTERVAL
          : seconds(Number(config['allocationIntervalSeconds'])),
      minAllocatable: alternatives(config['minAllocatableResources'] ?? DEFAULT_LEAST),
      filterGpuResources: config['filterGpuResources'] !== false,
      excludedFromShares: new Set((config['fairSharingExcludedResourceNames'] as string[] | undefined) ?? []),
    }
    const engine = this.#engine
    const script = this
    const parts = {
      clock: {
        get now() {
          return script.#now
        },
        on: (handler: (a: number, b: number) => void) =>
          engine.on((a, b) => {
            script.#now = engine.now
            handler(a, b)
          }),
        at: engine.at.bind(engine),
      },
      random: new Streams(id).stream('agents'),
      listener: {
        offered: (rounds: readonly OfferRound[]) => {
          const offers = openOffers(rounds)
          this.#offers.push(...offers)
          this.#outstanding.push(...offers)
        },
        inverseOffered: (offers: readonly InverseOffer[]) => {
          this.#inverse.push(...offers)
        },
      },
      options,
    }
    this.#allocator = String(config['semantics'] ?? '').includes('1.0')
      ? new Allocator10(parts)
      : new HeadAllocator(parts)
  }

  /** Does one step, lets everything settle, and gives what came of it. */
  take(operation: () => unknown, shape: Shape): unknown {
    this.#offers = []
    this.#inverse = []
    const value = operation()
    this.#engine.run(this.#now)
    if (value !== undefined) return value
    if (shape === 'inverseOffers')
      return {
        inverseOffers: this.#inverse.map(({ framework, agent, unavailableFrom }) => ({
          framework,
          agent,
          unavailableFromSeconds: unavailableFrom / seconds(1),
        })),
      }
    if (shape === 'offers')
      return this.#offers.map(({ framework, role, agent, resources }) => ({
        framework,
        role,
        agent,
        resources: formatResources(resources),
      }))
    const totals = new Map<string, Map<string, Resources>>()
    for (const { framework, role, resources } of this.#offers) {
      const roles = totals.get(framework) ?? new Map<string, Resources>()
      totals.set(framework, roles.set(role, (roles.get(role) ?? Resources.NONE).plus(resources)))
    }
    const texts = [...totals].map(([framework, roles]) => [
      framework,
      Object.fromEntries([...roles].map(([role, sum]) => [role, formatResources(sum)])),
    ])
    return { totals: Object.fromEntries(texts), offerCount: this.#offers.length }
  }

  readonly operations: Readonly<Record<string, (step: Step) => unknown>> = {
    addFramework: step => {
      const info = this.#info(step)
      const used = Object.entries((step['used'] ?? {}) as Used).map(([agent, { role, resources }]) => ({
        agent,
        role: role ?? info.roles[0]!,
        resources: parseResources(resources),
      }))
      this.#allocator.addFramework(info, step['active'] !== false, used)
    },
    updateFramework: step => this.#allocator.updateFramework(this.#info(step)),
    removeFramework: step => this.#allocator.removeFramework(name(step, 'framework')),
    activateFramework: step => this.#allocator.activateFramework(name(step, 'framework')),
    deactivateFramework: step => this.#allocator.deactivateFramework(name(step, 'framework')),
    reviveOffers: step => this.#allocator.reviveOffers(name(step, 'framework'), list(step['roles'])),
    suppressOffers: step => this.#allocator.suppressOffers(name(step, 'framework'), list(step['roles'])),
    addAgent: step => {
      const from = step['unavailableFromSeconds']
      this.#allocator.addAgent({
        id: name(step, 'agent'),
        total: resourcesOf(step),
        used: usedOf(step),
        multiRole: step['multiRole'] !== false,
        hierarchicalRole: (step['hierarchicalRole'] ?? step['multiRole']) !== false,
        ...(from == null ? {} : { unavailableFrom: seconds(Number(from)) }),
      })
    },
    updateAgent: step => {
      const id = name(step, 'agent')
      const total = step['resources'] == null ? undefined : resourcesOf(step)
      const { multiRole, hierarchicalRole } = step
      this.#allocator.updateAgent(id, total ?? this.#totalOf(id), {
        ...(multiRole == null ? {} : { multiRole: multiRole === true }),
        ...(hierarchicalRole == null ? {} : { hierarchicalRole: hierarchicalRole === true }),
      })
    },
    removeAgent: step => this.#allocator.removeAgent(name(step, 'agent')),
    addResourceProvider: step =>
      this.#allocator.addResourceProvider(name(step, 'agent'), resourcesOf(step), usedOf(step)),
    updateWhitelist: step => {
      const agents = step['agents'] ?? step['whitelist']
      this.#allocator.updateWhitelist(agents == null ? null : list(agents))
    },
    updateUnavailability: step => {
      const from = step['unavailableFromSeconds']
      this.#allocator.updateUnavailability(
        name(step, 'agent'),
        from == null ? undefined : seconds(Number(from)),
      )
    },
    recoverResources: step => {
      const holding = this.#holding(step)
      const refuse = step['refuseSeconds']
      this.#outstanding = this.#outstanding.filter(
        offer =>
          !(
            offer.framework === holding.framework &&
            offer.agent === holding.agent &&
            offer.role === holding.role &&
            offer.resources.equals(holding.resources)
          ),
      )
      this.#allocator.recoverResources(holding, refuse == null ? undefined : seconds(Number(refuse)))
    },
    recoverAllOffers: () => {
      for (const offer of this.#outstanding) this.#allocator.recoverResources(offer)
      this.#outstanding = []
    },
    advance: step => {
      const until = this.#now + seconds(Number(step['seconds']))
      this.#engine.run(until)
      this.#now = until
    },
    updateQuota: step => {
      const role = name(step, 'role')
      const guarantees = parseQuantities(String(step['guarantees'] ?? ''))
      if (this.#allocator instanceof HeadAllocator)
        this.#allocator.updateQuota(role, {
          guarantees,
          limits: parseQuantities(String(step['limits'] ?? '')),
        })
      else (this.#allocator as Allocator10).setQuota(role, guarantees)
    },
    removeQuota: step => (this.#allocator as HeadAllocator | Allocator10).removeQuota(name(step, 'role')),
    updateWeights: step =>
      this.#allocator.updateWeights(Object.entries(step['weights'] as Record<string, number>)),
    reserveAllocated: step => {
      const holding = this.#holding(step)
      this.#allocator.updateAllocation(holding, reserved(holding.resources, name(step, 'to')))
    },
    reserveAvailable: step => {
      const free = resourcesOf(step)
      this.#allocator.updateAvailable(
        name(step, 'agent'),
        free,
        reserved(free, String(step['to'] ?? step['role'])),
      )
    },
    dominantShare: step =>
      step['framework'] === undefined
        ? this.#allocator.roleShare(name(step, 'role'))
        : this.#allocator.frameworkShare(
            name(step, 'framework'),
            String(step['role'] ?? this.#frameworks.get(name(step, 'framework'))?.roles[0]),
          ),
    activeOfferFilters: step => this.#allocator.filters.active(step['role'] as string | undefined),
  }

  #totalOf(id: string): Resources {
    for (const agent of this.#allocator.knownAgents) if (agent.id === id) return agent.total
    return Resources.NONE
  }

  #info(step: Step): FrameworkInfo {
    const id = name(step, 'framework')
    const before = this.#frameworks.get(id)
    const least = Object.entries((step['minAllocatable'] ?? {}) as Readonly<Record<string, unknown>>)
    const info: FrameworkInfo = {
      id,
      roles: step['roles'] === undefined ? (before?.roles ?? ['*']) : list(step['roles']),
      suppressed: list(step['suppressedRoles'] ?? step['suppressed']),
      capabilities:
        step['capabilities'] === undefined
          ? (before?.capabilities ?? [])
          : (list(step['capabilities']) as NonNullable<FrameworkInfo['capabilities']>),
      minAllocatable: new Map(least.map(([role, value]) => [role, alternatives(value)])),
    }
    this.#frameworks.set(id, info)
    return info
  }

  #holding(step: Step) {
    const framework = name(step, 'framework')
    const role = String(step['role'] ?? this.#frameworks.get(framework)?.roles[0] ?? '*')
    return { framework, role, agent: name(step, 'agent'), resources: resourcesOf(step) }
  }
}
