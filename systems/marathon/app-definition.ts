/**
 * An app as it is deployed: what an instance needs and where it may run, and beside that how instances are launched, checked,
 * replaced and killed. Defaults by era are those of an app definition (v1.3.6 and 90619da, app schemas).
 */
import { SECOND, type Time } from '../../sim/engine/time.ts'
import type { App } from './app.ts'
import { type BackoffStrategy, backoffDefaults } from './backoff.ts'
import type { Era } from './flags.ts'
import type { HealthCheck } from './health.ts'
import type { KillSelection } from './scaling.ts'
import { replaceAtOnce, type UnreachableStrategy } from './unreachable.ts'
import { type UpgradeStrategy, upgradeDefaults } from './upgrade.ts'

/** When a new instance may take over, asked during a deployment only. */
export interface ReadinessCheck {
  readonly interval: Time
  readonly timeout: Time
}

/** Defaults of a readiness check (Marathon 90619da and v1.3.6, ReadinessCheck). */
export const readinessCheckDefaults: ReadinessCheck = { interval: 30 * SECOND, timeout: 10 * SECOND }

/** What an app definition says of an app's life. */
export interface AppConduct {
  readonly backoff: BackoffStrategy
  readonly upgrade: UpgradeStrategy
  readonly killSelection: KillSelection
  /** Null in 1.3, which has no such strategy. */
  readonly unreachable: UnreachableStrategy | null
  /** None: an instance is as it should be when it runs. */
  readonly healthChecks: readonly HealthCheck[]
  /** Null: an instance is ready when it is healthy. */
  readonly readiness: ReadinessCheck | null
  /** Ids of apps and groups that must be up before this app is started or changed. Absolute. */
  readonly dependencies: readonly string[]
}

export interface AppDefinition extends App, AppConduct {}

/** What an app definition that says nothing says. 1.3 knows no kill selection and kills the youngest. */
export function conductDefaults(era: Era): AppConduct {
  return {
    backoff: backoffDefaults(era),
    upgrade: upgradeDefaults,
    killSelection: 'YOUNGEST_FIRST',
    unreachable: era === 'head' ? replaceAtOnce : null,
    healthChecks: [],
    readiness: null,
    dependencies: [],
  }
}
