/**
 * What the fields of the sorters' and the allocators' scripts must be.
 */
import { count, either, flag, list, map, number, table, text, texts, word } from '../shape.ts'

const seconds = number(-1e9, 1e9)
const amounts = either(
  'resources as text, or a map from names to amounts',
  text,
  table(either('an amount', number(0), text, list(list(number(0))))),
)
const shared = list(map({ id: text, name: text, value: number(0), copies: count() }))
const used = table(map({ resources: text }, { role: text }))
const least = either(
  'resources as text, or a list of them',
  text,
  list(either('resources', text, table(number(0)))),
)

/** Of an allocator's script: the fields that each step needs. */
export const allocatorSteps: Readonly<Record<string, readonly string[]>> = {
  addFramework: ['framework'],
  updateFramework: ['framework'],
  removeFramework: ['framework'],
  activateFramework: ['framework'],
  deactivateFramework: ['framework'],
  reviveOffers: ['framework'],
  suppressOffers: ['framework'],
  addAgent: ['agent', 'resources'],
  updateAgent: ['agent'],
  removeAgent: ['agent'],
  addResourceProvider: ['agent', 'resources'],
  updateUnavailability: ['agent'],
  recoverResources: ['framework', 'agent', 'resources'],
  advance: ['seconds'],
  updateQuota: ['role'],
  removeQuota: ['role'],
  updateWeights: ['weights'],
  reserveAllocated: ['framework', 'agent', 'resources', 'to'],
  reserveAvailable: ['agent', 'resources'],
}

export const allocatorFields = {
  ...{ framework: text, agent: text, role: text, to: text, resources: text, guarantees: text, limits: text },
  ...{
    roles: texts,
    suppressedRoles: texts,
    suppressed: texts,
    capabilities: texts,
    agents: texts,
    whitelist: texts,
  },
  ...{ active: flag, multiRole: flag, hierarchicalRole: flag, used, minAllocatable: table(least) },
  ...{ refuseSeconds: seconds, unavailableFromSeconds: seconds, seconds: number(0, 1e7) },
  weights: table(number(1e-9)),
}

const config = {
  ...{ semantics: text, filterGpuResources: flag, fairSharingExcludedResourceNames: texts },
  ...{ allocationIntervalSeconds: number(0.001, 1e9), minAllocatableResources: least },
}
export const allocatorConfig = Object.keys(config)

export const allocatorScript = map({ steps: list(map({ op: text })) }, { config: map({}, config) })

/** Of a sorter's script: the fields that each step needs. */
export const sorterSteps: Readonly<Record<string, readonly string[]>> = {
  add: ['client'],
  activate: ['client'],
  deactivate: ['client'],
  remove: ['client'],
  updateWeight: ['client', 'weight'],
  addAgent: ['agent', 'total'],
  removeAgent: ['agent'],
  subtractTotal: ['agent', 'total'],
  allocated: ['client', 'agent', 'resources'],
  unallocated: ['client', 'agent', 'resources'],
  updateAllocation: ['client', 'agent', 'old', 'new'],
  contains: ['client'],
  allocation: ['client'],
  allocationAgentCount: ['client'],
}

export const sorterFields = {
  ...{ client: text, agent: text, weight: number(1e-9), shared },
  ...{ total: amounts, resources: amounts, old: amounts, new: amounts },
}

export const sorterScript = map(
  { sorter: text, steps: list(map({ op: text })) },
  { semantics: text, excluded: texts },
)

const weight = number(1e-9)

const drawn = { sorter: word(['random']), runs: count(1) }

/** Of a sorter's script, and of draws: what may stand there. */
export const scriptFields = ['sorter', 'semantics', 'excluded', 'steps']
export const drawFields = [
  'sorter',
  'algorithm',
  'items',
  'clients',
  'weights',
  'runs',
  'tolerance',
  'semantics',
]

/** A weighted shuffle of items, and what a sorter draws of clients. */
export const itemShuffle = map({ ...drawn, items: list(number()), weights: list(weight) })
export const clientShuffle = map({ ...drawn, clients: texts, weights: table(weight) })
