/**
 * Deployments under way: plans, carried out step by step.
 *
 * Apps that arrive at one instant are one deployment, as one group is; so is every order to scale or to upgrade. Before its first
 * step a deployment costs a time for each app of the group, one deployment after the other. An app that another deployment is
 * changing is locked; here whoever deploys tries again as soon as it is not.
 */
import type { Engine } from '../../../sim/engine/engine.ts'
import type { Time } from '../../../sim/engine/time.ts'
import type { MeasuredScheduler } from '../../../sim/measure/measured-scheduler.ts'
import { type DeployedApp, type DeploymentAction, deploymentPlan } from '../deployment.ts'
import type { Era } from '../flags.ts'
import type { RunningApp } from './running-app.ts'

/** What all affected apps are to become. */
export type Change =
  | { readonly kind: 'create' }
  | { readonly kind: 'scale'; readonly to: number }
  | { readonly kind: 'upgrade'; readonly failing: number }

/** Carries out what a plan says of an app. */
export interface Deployer {
  /** All apps there are, in the order in which they came. */
  readonly apps: Iterable<RunningApp>
  begin(app: RunningApp, change: Change): void
  /** All of its instances are as they should be, or nobody wants it any more. */
  isDone(app: RunningApp): boolean
}

class Deployment {
  readonly change: Change
  readonly apps: readonly RunningApp[]
  readonly orderedAt: Time
  /** Apps of each step that is to come, the next first. */
  steps: RunningApp[][] = []
  /** Apps of the step under way that are not done. */
  readonly undone = new Set<RunningApp>()

  constructor(change: Change, apps: readonly RunningApp[], orderedAt: Time) {
    this.change = change
    this.apps = apps
    this.orderedAt = orderedAt
  }
}

export class Deployments {
  readonly #engine: Engine
  readonly #era: Era
  readonly #costPerApp: Time
  readonly #deployer: Deployer
  readonly #measured: MeasuredScheduler
  #arrived: RunningApp[] = []
  /** Planned, and not begun; by number. */
  readonly #planned = new Map<number, Deployment>()
  #count = 0
  #busyUntil: Time = 0
  /** By app, the deployments that want it; the first is changing it. */
  readonly #wanting = new Map<RunningApp, Deployment[]>()
  readonly #collects: number
  readonly #begins: number

  constructor(engine: Engine, era: Era, costPerApp: Time, deployer: Deployer, measured: MeasuredScheduler) {
    this.#measured = measured
    this.#engine = engine
    this.#era = era
    this.#costPerApp = costPerApp
    this.#deployer = deployer
    this.#collects = engine.on(() => {
      const arrived = this.#arrived
      this.#arrived = []
      this.deploy(arrived, { kind: 'create' })
    })
    this.#begins = engine.on(number => {
      const deployment = this.#planned.get(number)!
      this.#planned.delete(number)
      this.#plan(deployment)
      this.#nextStep(deployment)
    })
  }

  /** The app arrived; it is deployed with all others of this instant. */
  create(app: RunningApp): void {
    if (this.#arrived.length === 0) this.#engine.atEndOfInstant(this.#collects, 0, 0)
    this.#arrived.push(app)
  }

  deploy(apps: readonly RunningApp[], change: Change): void {
    if (apps.length === 0) return
    const cost = this.#costPerApp === 0 ? 0 : this.#costPerApp * [...this.#deployer.apps].length
    this.#measured.deploys()
    this.#busyUntil = Math.max(this.#engine.now, this.#busyUntil) + cost
    this.#planned.set(this.#count, new Deployment(change, apps, this.#engine.now))
    this.#engine.at(this.#busyUntil, this.#begins, this.#count++, 0)
  }

  /** Has a deployment locked the app? */
  isChanging(app: RunningApp): boolean {
    return this.#wanting.has(app)
  }

  /** Something about the app is other than it was. */
  changed(app: RunningApp): void {
    const wanting = this.#wanting.get(app)
    if (wanting === undefined || !this.#deployer.isDone(app)) return
    const [deployment, next] = wanting
    wanting.shift()
    if (next === undefined) this.#wanting.delete(app)
    else this.#deployer.begin(app, next.change)
    deployment!.undone.delete(app)
    if (deployment!.undone.size === 0) this.#nextStep(deployment!)
    if (next !== undefined) this.changed(app)
  }

  /** Steps by dependencies; where nothing depends on anything there is one. */
  #plan(deployment: Deployment): void {
    const { apps, change } = deployment
    const all = [...this.#deployer.apps]
    if (all.every(({ definition }) => definition.dependencies.length === 0)) {
      deployment.steps = [[...apps]]
      return
    }
    const affected = new Set(apps)
    const before = all.filter(app => change.kind !== 'create' || !affected.has(app))
    const plan = deploymentPlan(
      { apps: before.map(app => described(app)), groups: [] },
      { apps: all.map(app => described(app, affected.has(app) ? change : undefined)), groups: [] },
      this.#era,
    )
    const byId = new Map(all.map(app => [app.id, app]))
    deployment.steps = plan
      .map(step => step.filter(isChange).map(({ id }) => byId.get(id)!))
      .filter(step => step.length > 0)
  }

  #nextStep(deployment: Deployment): void {
    const step = deployment.steps.shift()
    if (step === undefined) {
      this.#measured.deployed(deployment.orderedAt, this.#engine.now)
      return
    }
    for (const app of step) deployment.undone.add(app)
    for (const app of step) {
      const wanting = this.#wanting.get(app)
      if (wanting !== undefined) {
        wanting.push(deployment)
        continue
      }
      this.#wanting.set(app, [deployment])
      this.#deployer.begin(app, deployment.change)
    }
    for (const app of step) this.changed(app)
  }
}

/** A new app starts without instances, so that its first change is to be scaled. */
const isChange = ({ action }: DeploymentAction): boolean => action === 'Scale' || action === 'Restart'

function described({ id, definition, version }: RunningApp, change?: Change): DeployedApp {
  const { instances, dependencies } = definition
  const to = change?.kind === 'scale' ? change.to : instances
  const configuration = change?.kind === 'upgrade' ? `${version + 1}` : `${version}`
  return { id, dependencies, instances: to, configuration }
}
