/**
 * Cases about preemption.
 */
import { NodeChecks } from '../../systems/kubernetes/node-checks.ts'
import { NodeVerdicts } from '../../systems/kubernetes/node-verdicts.ts'
import type { Code } from '../../systems/kubernetes/plugin.ts'
import type { Pod } from '../../systems/kubernetes/pod.ts'
import {
  bestOf,
  candidateNodes,
  defaultPreemptionArgs,
  victimsOn,
} from '../../systems/kubernetes/preemption.ts'
import { defaultArgs, defaultProfile } from '../../systems/kubernetes/profile.ts'
import { Scheduler } from '../../systems/kubernetes/scheduler.ts'
import type { Case } from '../adapter.ts'
import { pluginOf } from './case-args.ts'
import { type Asked, askedOf, type Json } from './case-reader.ts'

/** Only the filters that the case names. */
function filtersOf(input: Json) {
  const { filters } = input['args'] as { filters: string[] }
  return filters.map(name => pluginOf(name, defaultArgs))
}

function candidatesOf(input: Json, { cluster, pod, budgets }: Asked) {
  const filters = filtersOf(input)
  const verdicts = new NodeVerdicts(filters, pod.template, cluster, true)
  const checks = new NodeChecks(filters, pod.template, cluster, verdicts)
  checks.begin()
  return cluster.list.map(info => ({
    info,
    fits: checks.check(info.slot) === null,
    tried: victimsOn(info, pod, checks, cluster, budgets),
  }))
}

export function victimsSelected({ input }: Case): Json {
  const all = candidatesOf(input, askedOf(input))
  const victims: Record<string, string[]> = {}
  for (const { info, fits, tried } of all)
    if (!fits && 'victims' in tried) victims[info.node.name] = tried.victims.map(nameOf)
  return {
    victims,
    fitsWithoutVictims: all.filter(({ fits }) => fits).map(({ info }) => info.node.name),
  }
}

/** All nodes that are equally good. One that takes the pod as it is needs no victims, and so is better than any that does. */
export function nodePicked({ input }: Case): Json {
  const candidates = candidatesOf(input, askedOf(input)).flatMap(({ info, fits, tried }) =>
    fits ? [{ info, victims: [], violations: 0 }] : 'victims' in tried ? [tried] : [],
  )
  return { node: bestOf(candidates).map(({ info }) => info.node.name) }
}

/** A node that takes the pod as it is goes before preemption. */
export function preempted({ input }: Case): Json {
  const { cluster, pod, budgets } = askedOf(input)
  const plugins = filtersOf(input).map(plugin => ({ plugin, weight: 0 }))
  const profile = { ...defaultProfile(), plugins }
  const scheduler = new Scheduler({ cluster, profile, ties: 'first' })
  scheduler.budgets = budgets
  const { info, preemption } = scheduler.attempt(pod)
  const best = preemption?.best[0]
  return { node: (info ?? best?.info)?.node.name ?? null, victims: best?.victims.map(nameOf) ?? [] }
}

/** The cases are of a release that tried nodes of which nothing was known too. */
export function nodesTried({ input }: Case): Json {
  const { cluster } = askedOf(input)
  const { filterStatus } = input['args'] as { filterStatus: Record<string, Code> }
  const args = { ...defaultPreemptionArgs, triesUnknownNodes: true }
  const nodes = candidateNodes(cluster.list, ({ node }) => filterStatus[node.name] ?? null, args)
  return { nodes: nodes.map(({ node }) => node.name) }
}

function nameOf({ key, template: { namespace } }: Pod): string {
  return key.slice(namespace.length + 1)
}
