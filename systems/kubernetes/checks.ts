/**
 * What does not go together under Kubernetes: settings of the house's own schedulers, which its scheduler does not have.
 */
import type { SystemFault, SystemOn } from '../definition.ts'
import type { SchedulerSpec } from '../generic/spec.ts'
import type { KubernetesSpec } from './spec.ts'

/** What its scheduler does, in the words of the house's own: it goes by priority, puts pods where most is free, and parks others. */
export const decidesBy = {
  order: 'priority',
  place: 'worst-fit',
  rules: [],
  share: 'fifo',
  whenBlocked: 'pass',
} as const satisfies Partial<SchedulerSpec>

export function* checkKubernetes({ name, root }: SystemOn<KubernetesSpec>): Iterable<SystemFault> {
  const own: readonly [string, string, string][] = [
    ['order', root.order, decidesBy.order],
    ['place', root.place, decidesBy.place],
    ['share', root.share, decidesBy.share],
    ['when-blocked', root.whenBlocked, decidesBy.whenBlocked],
  ]
  for (const [key, found, expected] of own) {
    if (found === expected) continue
    yield {
      at: [key],
      found: `"${found}" (system "${name}")`,
      expected: `no ${key}: the plugins of Kubernetes decide`,
      remedy: `leave ${key} out, or set it for the other systems alone`,
    }
  }
  if (root.rules.length > 0 || root.spread !== undefined)
    yield {
      at: [root.spread === undefined ? 'rules' : 'spread'],
      found: `${root.spread === undefined ? 'rules' : `the attribute "${root.spread}"`} (system "${name}")`,
      expected: 'none: the plugins of Kubernetes decide',
      remedy: 'leave it out, or set it for the other systems alone',
    }
  if (root.podInitialBackoff > root.podMaxBackoff)
    yield {
      at: ['pod-initial-backoff'],
      found: `a first back-off that is longer than pod-max-backoff (system "${name}")`,
      expected: 'at most pod-max-backoff',
    }
}
