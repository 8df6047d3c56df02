/**
 * From one state of a group to another, step by step (Marathon 90619da, DeploymentPlan.scala; the same in v1.3.6, which
 * restarts an app that is scaled to 0 with a new configuration).
 */
import { DependencyGraph, type Dependent } from './dependencies.ts'
import type { Era } from './flags.ts'

/** What a plan needs to know of an app. */
export interface DeployedApp extends Dependent {
  readonly instances: number
  /** All of its definition but instances and version, as one text: equal texts are equal configurations. */
  readonly configuration: string
  /** Another one restarts the app even if its configuration is the same; absent is the same as absent. */
  readonly version?: string | number
}

export interface DeployedGroup {
  readonly apps: readonly DeployedApp[]
  /** Groups that have dependencies of their own. */
  readonly groups: readonly Dependent[]
}

export type DeploymentAction =
  | { readonly action: 'Stop' | 'Start' | 'Restart'; readonly id: string }
  | { readonly action: 'Scale'; readonly id: string; readonly to: number }

/** Actions of a step run at the same time; the next step begins when all are done. */
export type DeploymentStep = readonly DeploymentAction[]

/**
 * Removed apps stop; new apps start with no instance; then, one class of the target's longest dependency paths after the
 * other, new apps are scaled, apps of which only the number of instances changed are scaled, and changed apps restart.
 *
 * @throws SwitchyardError when apps of the target depend on each other in a circle.
 */
export function deploymentPlan(from: DeployedGroup, to: DeployedGroup, era: Era): DeploymentStep[] {
  const before = new Map(from.apps.map(app => [app.id, app]))
  const after = new Map(to.apps.map(app => [app.id, app]))
  const removed = ids(from.apps).filter(id => !after.has(id))
  const added = ids(to.apps).filter(id => !before.has(id))
  const steps: DeploymentStep[] = [
    removed.map(id => ({ action: 'Stop', id })),
    added.map(id => ({ action: 'Start', id })),
    ...new DependencyGraph(to.apps, to.groups).classes.map(ids =>
      ids.flatMap(id => {
        const action = actionFor(before.get(id), after.get(id)!, era)
        return action === null ? [] : [action]
      }),
    ),
  ]
  return steps.filter(step => step.length > 0)
}

function actionFor(before: DeployedApp | undefined, after: DeployedApp, era: Era): DeploymentAction | null {
  const { id, instances } = after
  const scale: DeploymentAction = { action: 'Scale', id, to: instances }
  if (before === undefined) return scale
  if (before.configuration === after.configuration) {
    if (before.instances !== instances) return scale
    if (before.version === after.version) return null
  }
  // Nothing is left to restart when no instance is wanted.
  return era === 'head' && instances === 0 ? scale : { action: 'Restart', id }
}

/** Ids of the apps that a deployment adds, removes, scales or restarts, sorted. */
export function affectedApps(from: readonly DeployedApp[], to: readonly DeployedApp[]): string[] {
  const before = new Map(from.map(app => [app.id, app]))
  const after = new Map(to.map(app => [app.id, app]))
  const all = [...new Set([...before.keys(), ...after.keys()])].sort()
  return all.filter(id => {
    const [old, next] = [before.get(id), after.get(id)]
    if (old === undefined || next === undefined) return true
    return (
      old.configuration !== next.configuration ||
      old.instances !== next.instances ||
      old.version !== next.version
    )
  })
}

function ids(apps: readonly DeployedApp[]): string[] {
  return apps.map(({ id }) => id).sort()
}
