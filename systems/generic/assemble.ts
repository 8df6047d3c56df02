/**
 * From a system as written down to a cluster with a root and frameworks.
 */

import { Batch } from '../../policies/frameworks/batch.ts'
import { PipelineRunner } from '../../policies/frameworks/pipelines.ts'
import { Services } from '../../policies/frameworks/services.ts'
import { conservative } from '../../policies/order/conservative.ts'
import { Monolithic } from '../../policies/root/monolithic.ts'
import { AnsweringScheduler } from '../../policies/root/offers/answering-scheduler.ts'
import { Sampling } from '../../policies/root/sampling/sampling.ts'
import { Preemption } from '../../policies/root/scheduler/preemption.ts'
import { Scheduler } from '../../policies/root/scheduler/scheduler.ts'
import type { SchedulerParts } from '../../policies/root/scheduler/scheduler-parts.ts'
import { SharedState } from '../../policies/root/shared-state/shared-state.ts'
import { needs } from '../../policies/rules/needs.ts'
import { fifoShare } from '../../policies/share/fifo.ts'
import { JavaRandom } from '../../sim/chance/java-random.ts'
import type { Cluster } from '../../sim/cluster.ts'
import type { Framework, PolicySelf, RootScheduler, Rule } from '../../sim/contracts.ts'
import { NEVER } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { type Hosted, Hosting, hostingCycle } from '../../sim/life/hosting.ts'
import { type FrameworkId, NONE } from '../../sim/world/handles.ts'
import { mesosRoot } from '../mesos/assemble.ts'
import {
  orderNamed,
  type PolicyFiles,
  type PolicyMakers,
  placementNamed,
  policiesFor,
  preemptionNamed,
  ruleFrom,
  shareNamed,
} from './named-policies.ts'
import { offersRoot } from './offers-root.ts'
import { type FrameworkSpec, preemptionFault, type RootSpec, type SystemSpec } from './spec.ts'

/** Class of the jobs that are hosted schedulers; a run's classes end with it when some framework is hosted. */
export const SCHEDULER_CLASS = 'scheduler'

/** Classes of the run: those of the workload, and one for hosted schedulers if there are any. */
export function classesOf(system: SystemSpec, workload: readonly string[]): string[] {
  const hosted = system.frameworks.some(({ hosting }) => hosting !== undefined)
  return hosted ? [...workload, SCHEDULER_CLASS] : [...workload]
}

/**
 * Adds the system's frameworks to the cluster, starts hosting, and starts the root. `policies` load the user's own
 * by the name that the system calls them.
 *
 * @throws SwitchyardError when the parts do not go together.
 */
export function assemble(system: SystemSpec, cluster: Cluster, policies: PolicyMakers): void {
  for (const spec of system.frameworks)
    cluster.addFramework(frameworkFrom(spec), spec.weight, spec.takes, spec.killGrace)
  host(system.frameworks, cluster)
  cluster.start(rootFrom(system, cluster, policies))
}

function frameworkFrom(spec: FrameworkSpec): Framework {
  const { name, onFailure, retries, backoff, cancels } = spec
  const failure = { onFailure, retries, backoff, backoffFactor: 1, maxBackoff: NEVER, cancels }
  if (spec.kind === 'services') return new Services(name, failure, spec.scale)
  if (spec.kind === 'batch') return new Batch(name, failure)
  return new PipelineRunner(name, failure)
}

function host(specs: readonly FrameworkSpec[], cluster: Cluster): void {
  const indexOf = (name: string | undefined) => specs.findIndex(spec => spec.name === name)
  const cycle = hostingCycle(
    specs.map(({ hosting }) => (hosting === undefined ? NONE : indexOf(hosting.hostedBy))),
  )
  if (cycle !== null) {
    const names = [...cycle, cycle[0]!].map(index => specs[index]!.name)
    throw new SwitchyardError(
      `Frameworks host each other in a circle, ${names.join(' → ')}: none of them could start first. Let one of them run by itself.`,
    )
  }
  const hosted: Hosted[] = []
  for (const [framework, { name, hosting }] of specs.entries()) {
    if (hosting === undefined) continue
    const by = indexOf(hosting.hostedBy)
    if (by === NONE) {
      throw new SwitchyardError(
        `Framework '${name}' is hosted by '${hosting.hostedBy}', which is not a framework of this system; known are ${specs.map(spec => spec.name).join(', ')}.`,
      )
    }
    hosted.push({ ...hosting, framework, host: by })
  }
  if (hosted.length > 0)
    cluster.hosting = new Hosting(cluster, cluster, hosted, cluster.classes.indexOf(SCHEDULER_CLASS))
}

/** Settings under which time would stand still: something is tried again at the instant at which it failed. */
function checkPauses({ name, root }: SystemSpec): void {
  if (root.retryAfter === 0) {
    throw new SwitchyardError(
      `System '${name}' tries a job that does not fit again after 0 s, at the instant at which it did not fit: set retry-after to more than 0 s.`,
    )
  }
  if (root.kind !== 'offers' || root.interval > 0 || root.declineFilter > 0) return
  throw new SwitchyardError(
    `System '${name}' allocates at once (interval 0 s) and offers at once again what was declined: set interval to more than 0 s, or decline-filter.`,
  )
}

/** Preemption keeps the room that it makes by blocking the line: nothing may pass, and nobody may come from another line. */
function checkPreemption({ name, root }: SystemSpec): void {
  const fault = preemptionFault(root)
  if (fault !== undefined)
    throw new SwitchyardError(`System '${name}' preempts with ${fault.found}; it needs ${fault.expected}.`)
}

function rootFrom(system: SystemSpec, cluster: Cluster, policies: PolicyMakers): RootScheduler {
  const { root, quirks, frameworks } = system
  checkPauses(system)
  checkPreemption(system)
  const freeFailedAttempts = quirks.freeFailedAttempts === true
  const passPerEvent = quirks.passPerEvent === true
  const common = commonParts(root, cluster)
  const partsOf = (framework: FrameworkId, number = 0): SchedulerParts => {
    const name = root.kind === 'monolithic' ? 'root' : schedulerName(system, framework, number)
    return schedulerParts(system, cluster, selfOf(name, framework, cluster), policies, common)
  }
  // What belongs to no scheduler: the allocator's share, and what machines go by under sampling.
  const ofRoot = () => policiesFor(selfOf('root', NONE, cluster), policies, cluster)
  const schedulers = frameworks.map(framework => schedulersOf(framework, root))
  switch (root.kind) {
    case 'monolithic': {
      const parts = partsOf(NONE)
      const scheduler = new Scheduler(cluster, 0, parts)
      const preempt = preemptionNamed(root.preempt)
      const { placement, rules } = parts
      const preemption = preempt === null ? null : new Preemption(cluster, preempt, placement, rules)
      const plugs = (_: Cluster, retries: () => void) => {
        scheduler.onRetry = retries
        return { queue: scheduler, planner: scheduler, preemption }
      }
      const expectedEndsAreFree = quirks.expectedEndsAreFree === true
      return new Monolithic(plugs, { freeFailedAttempts, passPerEvent, expectedEndsAreFree })
    }
    case 'offers':
      return offersRoot(root, quirks, partsOf, () => shareNamed(root.share, ofRoot()))
    case 'shared-state':
      return new SharedState({
        ...root,
        schedulers,
        partsOf,
        freeFailedAttempts,
        passPerEvent,
        sequenceNumbers: quirks.sequenceNumbers === true,
      })
    case 'sampling':
      if (root.binding === 'late' && root.place !== 'random') {
        throw new SwitchyardError(
          `System '${system.name}' places by '${root.place}', but late binding lets the probed machine that is free first take the task: set place: random, or binding: early.`,
        )
      }
      return new Sampling({
        ...root,
        schedulers,
        partsOf,
        passPerEvent,
        ...policiesOf(system, ofRoot(), common),
      })
    case 'mesos':
      return mesosRoot(root, system, (framework, retries) => {
        // Each framework has a queue of its own; who is offered what is the master's to decide.
        const parts = { ...partsOf(framework), share: fifoShare }
        const options = { strictlyMoreCpu: false, freeFailedAttempts: false }
        const taker = new AnsweringScheduler(cluster, framework, parts, cluster.engine, options)
        taker.onRetry = retries
        return taker
      })
  }
}

/** What all schedulers of a root share, so that ten thousand of them do not each keep columns as long as the cluster. */
interface CommonParts {
  /** Rules of the house, by their place in the system's list: between two decisions they remember nothing of a scheduler. */
  readonly rules: readonly (Rule | undefined)[]
  /** The one that all keep: a task runs where it finds what it needs. */
  readonly needs: Rule
  readonly think: SchedulerParts['think']
}

function commonParts(root: RootSpec, { classes }: Cluster): CommonParts {
  return {
    rules: root.rules.map(rule => ('count' in rule || 'fraction' in rule ? ruleFrom(rule, {}) : undefined)),
    needs: needs(),
    // A class may be called 'constructor', which every object seems to have.
    think: classes.map(jobClass => root.think[Object.hasOwn(root.think, jobClass) ? jobClass : 'default']!),
  }
}

function schedulerName({ root, frameworks }: SystemSpec, framework: FrameworkId, number: number): string {
  const spec = frameworks[framework]!
  return schedulersOf(spec, root) > 1 ? `${spec.name}-${number + 1}` : spec.name
}

/** How many schedulers a framework has. */
function schedulersOf({ schedulers }: FrameworkSpec, root: RootSpec): number {
  return root.kind === 'shared-state' || root.kind === 'sampling' ? (schedulers ?? root.schedulers) : 1
}

/** A scheduler as its policies know it. Their chance is apart from all other chance of the run. */
function selfOf(scheduler: string, framework: FrameworkId, { streams }: Cluster): PolicySelf {
  return { scheduler, framework, stream: name => streams.stream(`policy/${scheduler}/${name}`) }
}

function policiesOf({ root, quirks }: SystemSpec, files: PolicyFiles, common: CommonParts) {
  return {
    rules: [...root.rules.map((rule, i) => common.rules[i] ?? ruleFrom(rule, files)), common.needs],
    order:
      root.order === 'conservative' && quirks.movesAllUp === true
        ? conservative(Number.POSITIVE_INFINITY)
        : orderNamed(root.order, files),
    share: shareNamed(root.share, files),
  }
}

function schedulerParts(
  system: SystemSpec,
  cluster: Cluster,
  self: PolicySelf,
  policies: PolicyMakers,
  common: CommonParts,
): SchedulerParts {
  const { root, quirks } = system
  const { scheduler: name, framework } = self
  const files = policiesFor(self, policies, cluster)
  const { javaRandomSeed } = quirks
  const random =
    javaRandomSeed === undefined ? cluster.streams.stream(`place/${name}`) : new JavaRandom(javaRandomSeed)
  const used = policiesOf(system, files, common)
  return {
    name,
    ...used,
    // Among the jobs of one framework there is nothing to share.
    share: framework === NONE ? used.share : fifoShare,
    placement: placementNamed(root.place, files, root.spread)({ rules: used.rules, random }),
    think: common.think,
    whenBlocked: root.whenBlocked,
    retryAfter: root.retryAfter,
    abandons: quirks.abandons === true,
  }
}
