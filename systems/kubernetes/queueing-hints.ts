/**
 * Whether an event may let a pod fit that a plugin rejected: only then is it worth another attempt (Kubernetes,
 * `EventsToRegister` and the hints of each plugin in pkg/scheduler/framework/plugins, v1.34.4).
 *
 * Some hints are wider here, so that no pod waits that would fit. InterPodAffinity also looks at the anti-affinity of a pod that
 * goes, at any one of the waiting pod's own terms, at whether that may now be the first of its group, at every new node where the
 * pod has no terms of its own, and at every change of a node's labels, which may take others out of its domain. PodTopologySpread
 * also looks at labels that decide which nodes count. Both look at pods that are nominated no longer, and NodeAffinity at what the
 * profile adds.
 */
import { type AffinityTerm, existingTermMatches, incomingTermMatches } from './affinity-term.ts'
import type { Cluster } from './cluster.ts'
import type { ClusterEvent } from './cluster-event.ts'
import { constraintsOf } from './default-spread.ts'
import { HostPorts } from './host-ports.ts'
import type { Node } from './node.ts'
import { anyTermMatches, isRequiredNode } from './node-selector.ts'
import type { PodTemplate } from './pod.ts'
import type { PluginArgs } from './profile.ts'
import { amountOf } from './resources.ts'
import { selects } from './selector.ts'
import { haveSameTaints, isRepelled } from './taints.ts'

type Hint = (event: ClusterEvent, pod: PodTemplate, cluster: Cluster, args: PluginArgs) => boolean

/** Of a plugin without a hint every event counts. */
export function mayHelp(plugin: string, ...event: Parameters<Hint>): boolean {
  return hints.get(plugin)?.(...event) ?? true
}

/** The node becomes good: it was not there, or not good, before. */
function becomes(event: ClusterEvent, good: (node: Node) => boolean): boolean {
  if (event.kind === 'node-added') return good(event.node)
  return event.kind === 'node-updated' && !good(event.before) && good(event.after)
}

const hints: ReadonlyMap<string, Hint> = new Map<string, Hint>([
  ['NodeUnschedulable', event => becomes(event, node => !node.unschedulable)],
  ['NodeName', event => event.kind === 'node-added'],
  [
    'TaintToleration',
    (event, { tolerations }, _, { comparingTolerations }) =>
      becomes(event, ({ taints }) => !isRepelled(taints, tolerations, comparingTolerations)),
  ],
  ['NodeAffinity', nodeAffinityMayHelp],
  ['NodePorts', portsMayHelp],
  ['NodeResourcesFit', resourcesMayHelp],
  ['PodTopologySpread', spreadMayHelp],
  ['InterPodAffinity', affinityMayHelp],
])

function nodeAffinityMayHelp(
  event: ClusterEvent,
  pod: PodTemplate,
  _: Cluster,
  { addedAffinity }: PluginArgs,
): boolean {
  const added = addedAffinity?.required ?? null
  return becomes(event, node => (added === null || anyTermMatches(added, node)) && isRequiredNode(pod, node))
}

function portsMayHelp(event: ClusterEvent, { hostPorts }: PodTemplate): boolean {
  if (event.kind === 'node-added') return true
  if (event.kind !== 'pod-removed') return false
  const freed = new HostPorts()
  freed.take(event.pod.template.hostPorts)
  return freed.conflicts(hostPorts)
}

/** A node that the pod fits on when it is empty, or that has more of what it asks for. */
function resourcesMayHelp(event: ClusterEvent, { requests: { requests } }: PodTemplate): boolean {
  const asked = ['cpu', 'memory', 'ephemeral-storage', ...(requests.scalars?.keys() ?? [])].filter(
    name => amountOf(requests, name) > 0,
  )
  const fits = ({ allocatable, allocatablePods }: Node) =>
    allocatablePods > 0 && asked.every(name => amountOf(requests, name) <= amountOf(allocatable, name))
  switch (event.kind) {
    case 'pod-removed':
      return true
    case 'node-added':
      return fits(event.node)
    case 'node-updated': {
      const { before, after } = event
      const grows =
        after.allocatablePods > before.allocatablePods ||
        asked.some(name => amountOf(after.allocatable, name) > amountOf(before.allocatable, name))
      return grows && fits(after)
    }
    default:
      return false
  }
}

function spreadMayHelp(event: ClusterEvent, pod: PodTemplate, cluster: Cluster, args: PluginArgs): boolean {
  const { list } = constraintsOf(pod, true, args.spread, cluster.workloads)
  const hasKeys = ({ labels }: Node) => list.every(({ topologyKey }) => labels.has(topologyKey))
  switch (event.kind) {
    case 'pod-assigned':
    case 'pod-removed': {
      const { namespace, labels } = event.pod.template
      return namespace === pod.namespace && list.some(({ selector }) => selects(selector, labels))
    }
    case 'node-added':
    case 'node-removed':
      return hasKeys(event.node)
    case 'node-updated': {
      const { before, after } = event
      if (!hasKeys(before) && !hasKeys(after)) return false
      return (
        hasKeys(before) !== hasKeys(after) ||
        // Whether the constraint honours taints or not: the release does not ask.
        !haveSameTaints(before.taints, after.taints) ||
        list.some(
          ({ topologyKey, honorsAffinity }) =>
            before.labels.get(topologyKey) !== after.labels.get(topologyKey) ||
            (honorsAffinity && isRequiredNode(pod, before) !== isRequiredNode(pod, after)),
        )
      )
    }
  }
}

function affinityMayHelp(event: ClusterEvent, pod: PodTemplate, { namespaces }: Cluster): boolean {
  const near = pod.affinity?.required ?? []
  const apart = pod.antiAffinity?.required ?? []
  const meansAll = (other: PodTemplate) =>
    near.length > 0 && near.every(term => incomingTermMatches(term, other, namespaces))
  const hasKey = ({ labels }: Node, { topologyKey }: AffinityTerm) => labels.has(topologyKey)
  switch (event.kind) {
    case 'pod-assigned':
      return meansAll(event.pod.template)
    case 'pod-removed': {
      const { template } = event.pod
      const keptAway = template.antiAffinity?.required ?? []
      return (
        apart.some(term => incomingTermMatches(term, template, namespaces)) ||
        keptAway.some(term => existingTermMatches(term, pod, namespaces)) ||
        (meansAll(template) && meansAll(pod))
      )
    }
    case 'node-added':
      return near.length === 0 || apart.length > 0 || near.some(term => hasKey(event.node, term))
    case 'node-updated':
      return event.before.labels !== event.after.labels
    case 'node-removed':
      return false
  }
}
