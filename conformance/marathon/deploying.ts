/**
 * Marathon's cases about deployments: plans, dependencies, restarts step by step.
 */
import { SwitchyardError } from '../../sim/errors.ts'
import { DependencyGraph, type Dependent } from '../../systems/marathon/dependencies.ts'
import { affectedApps, type DeployedApp, deploymentPlan } from '../../systems/marathon/deployment.ts'
import type { Era } from '../../systems/marathon/flags.ts'
import { restartStrategy, Upgrade, type UpgradeStrategy } from '../../systems/marathon/upgrade.ts'
import { type Json, requireKnown } from './case-reader.ts'

function graphOf(input: Json): DependencyGraph {
  requireKnown(input, ['op', 'apps', 'groups', 'semantics'], 'input')
  return new DependencyGraph(dependents(input['apps']), dependents(input['groups']))
}

function dependents(written: unknown): Dependent[] {
  return ((written ?? []) as { id: string; dependencies?: string[] | null }[]).map(
    ({ id, dependencies }) => ({ id, dependencies: dependencies ?? [] }),
  )
}

export function dependencyGraph(input: Json): unknown {
  const graph = graphOf(input)
  return {
    cyclic: graph.cycle !== null,
    edges: graph.edges,
    withoutDependencies: graph.withoutDependencies,
  }
}

export function longestPathClasses(input: Json): unknown {
  const { classes } = graphOf(input)
  return { classes: Object.fromEntries(classes.map((ids, at) => [String(at + 1), ids])) }
}

interface WrittenApp {
  readonly id: string
  readonly instances?: number | null
  readonly version?: string | number | null
  readonly dependencies?: readonly string[] | null
}

/** All fields of an app but its instances and version are its configuration. */
function deployedApp(written: Json): DeployedApp {
  const { id, instances, version, dependencies, ...rest } = written as unknown as WrittenApp
  return {
    id,
    instances: instances ?? 1,
    dependencies: dependencies ?? [],
    configuration: JSON.stringify(sorted({ ...rest, dependencies: dependencies ?? [] })),
    ...(version == null ? {} : { version }),
  }
}

/** The same value with keys in order, so that equal configurations are equal texts. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

function deployedApps(written: unknown): DeployedApp[] {
  return (written as Json[]).map(deployedApp)
}

export function planSteps(input: Json, era: Era): unknown {
  requireKnown(input, ['from', 'to', 'groups', 'semantics'], 'input')
  const from = { apps: deployedApps(input['from']), groups: [] }
  const to = { apps: deployedApps(input['to']), groups: dependents(input['groups']) }
  return { steps: deploymentPlan(from, to, era) }
}

export function affectedIds(input: Json): unknown {
  requireKnown(input, ['op', 'from', 'to', 'semantics'], 'input')
  return { affected: affectedApps(deployedApps(input['from']), deployedApps(input['to'])) }
}

/** `{instances, upgradeStrategy, resident, currentInstances, healthyRunning}`. */
export function restartComputed(input: Json, era: Era): unknown {
  requireKnown(
    input,
    ['instances', 'upgradeStrategy', 'resident', 'currentInstances', 'healthyRunning', 'semantics'],
    'input',
  )
  const { maxCapacity, killNow } = restartStrategy(
    {
      instances: input['instances'] as number,
      strategy: input['upgradeStrategy'] as UpgradeStrategy,
      isResident: input['resident'] === true,
      current: input['currentInstances'] as number,
      healthy: input['healthyRunning'] as number,
    },
    era,
  )
  return { maxCapacity, nrToKillImmediately: killNow }
}

const traceFields = [
  ...['semantics', 'instances', 'upgradeStrategy', 'resident', 'oldRunning'],
  ...['healthChecks', 'readinessChecks', 'steps'],
]

/**
 * `{oldRunning, steps}`: kills are confirmed at once. A step about a new task is about the first that it says something new
 * of.
 */
export function replaceTrace(input: Json, era: Era): unknown {
  requireKnown(input, traceFields, 'input')
  const old = Array.from({ length: input['oldRunning'] as number }, (_, index) => `old ${index + 1}`)
  let killedTotal = 0
  let launchedTotal = 0
  const upgrade: Upgrade = new Upgrade(
    {
      instances: input['instances'] as number,
      strategy: input['upgradeStrategy'] as UpgradeStrategy,
      isResident: input['resident'] === true,
      healthy: old.length,
      old,
      hasHealthChecks: Number(input['healthChecks'] ?? 0) > 0,
      hasReadinessChecks: Number(input['readinessChecks'] ?? 0) > 0,
    },
    era,
    {
      kill(instance) {
        killedTotal += 1
        upgrade.gone(instance)
      },
      launch(count) {
        launchedTotal += count
      },
    },
  )
  const [good, ready] = [new Set<string>(), new Set<string>()]
  const newTask = (isDone: ReadonlySet<string>) => {
    for (let number = 1; number <= launchedTotal; number++)
      if (!isDone.has(`new ${number}`)) return `new ${number}`
    throw new SwitchyardError('A step is about a new task, but none is left that it could be about.')
  }
  const afterEachStep = (input['steps'] as string[]).map(step => {
    if (step === 'start') upgrade.start()
    else if (step === 'new task healthy' || step === 'new task running') {
      const task = newTask(good)
      good.add(task)
      upgrade.running(task)
      if (step === 'new task healthy') upgrade.healthy(task)
    } else if (step === 'new task ready') {
      const task = newTask(ready)
      ready.add(task)
      upgrade.ready(task)
    } else if (step !== 'new task unhealthy' && step !== 'new task not ready')
      throw new SwitchyardError(`The step ${JSON.stringify(step)} is not known.`)
    return { killedTotal, launchedTotal }
  })
  return { maxCapacity: upgrade.strategy.maxCapacity, afterEachStep, finished: upgrade.isFinished }
}
