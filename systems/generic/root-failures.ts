/**
 * What an experiment can set of the death of a root, where the root is one process.
 */
import { SECOND } from '../../sim/engine/time.ts'
import { failRoot, type MortalRoot } from '../../sim/life/root-failures.ts'
import type { World } from '../../sim/world/world.ts'
import type { OptionsOf } from '../options.ts'
import type { RootFailureSpec } from './spec.ts'

/** How long a leader is waited for before another takes its place (Kubernetes: --leader-elect-lease-duration). */
export const LEADER_LEASE = 15 * SECOND

export const rootFailureOptions: OptionsOf<RootFailureSpec, object> = {
  failures: {
    is: 'list',
    of: { is: 'duration' },
    expected: 'a list of moments, such as [10 min, 20 min]',
    about:
      'Monolithic and shared state: moments at which the root dies: the one scheduler, or the state that all share, which then gives no snapshots and takes no commits. A list.',
  },
  failover: {
    is: 'duration',
    about:
      'Monolithic and shared state: from the death of the root to the next one deciding; left out: 15 s, the lease of a leader in Kubernetes (--leader-elect-lease-duration).',
  },
}

/** Lets the root die as its settings say. */
export function withFailures<R extends MortalRoot>(
  root: R,
  { failures = [], failover = LEADER_LEASE }: RootFailureSpec,
  world: World,
): R {
  if (failures.length > 0) failRoot(world, root, { failures, failover })
  return root
}
