/**
 * What does not go together in oversubscription: settings of estimators and controllers that nobody reads, frameworks that nobody
 * offers anything, and periods of use.
 */
import type { SystemFault } from '../../definition.ts'
import type { MesosFrameworkSpec, MesosSpec } from '../spec.ts'
import type { UsePeriod } from './spec.ts'

export function* oversubscriptionFaults(
  root: MesosSpec,
  frameworks: readonly MesosFrameworkSpec[],
): Iterable<SystemFault> {
  yield* estimatorFaults(root)
  yield* controllerFaults(root)
  for (const framework of frameworks) yield* frameworkFaults(framework, root)
}

function* estimatorFaults({ resourceEstimator: estimator, ...root }: MesosSpec): Iterable<SystemFault> {
  const counts = estimator === 'fixed' || estimator === 'threshold'
  if (counts && root.oversubscribedCpuMilli === undefined)
    yield {
      at: ['resource-estimator'],
      found: `${estimator}, and nothing said of how much`,
      expected: 'the revocable cores of every agent',
      remedy: 'set oversubscribed-cpu',
    }
  if (!counts && root.oversubscribedCpuMilli !== undefined)
    yield unread('oversubscribed-cpu', `resource-estimator: ${estimator}`, 'fixed or threshold')
  if (estimator === 'threshold' && root.estimatorLoadThreshold === undefined)
    yield {
      at: ['resource-estimator'],
      found: 'threshold, and no threshold',
      expected: 'the load, as a part of the cores of an agent, above which no more are given away',
      remedy: 'set estimator-load-threshold, for instance to 80 %',
    }
  if (estimator !== 'threshold' && root.estimatorLoadThreshold !== undefined)
    yield unread('estimator-load-threshold', `resource-estimator: ${estimator}`, 'threshold')
  if (estimator !== 'slack' && root.slackShare !== undefined)
    yield unread('slack-share', `resource-estimator: ${estimator}`, 'slack')
}

function* controllerFaults(root: MesosSpec): Iterable<SystemFault> {
  const { qosController: controller, qosLoadThreshold: threshold, resourceEstimator: estimator } = root
  if (controller === 'none') {
    if (threshold !== undefined)
      yield unread('qos-load-threshold', 'qos-controller: none', 'load or threshold')
    return
  }
  if (threshold === undefined)
    yield {
      at: ['qos-controller'],
      found: `${controller}, and no threshold`,
      expected: 'the load, as a part of the cores of an agent, above which revocable tasks are killed',
      remedy: 'set qos-load-threshold, for instance to 100 %',
    }
  if (estimator === 'none')
    yield {
      at: ['qos-controller'],
      found: `${controller} beside resource-estimator: none`,
      expected: 'an estimator: without revocable tasks there is nobody to kill',
      remedy: 'set resource-estimator, or leave qos-controller out',
    }
}

/** A setting beside a choice that does not read it. */
const unread = (key: string, choice: string, read: string): SystemFault => ({
  at: [key],
  about: 'key',
  found: `${key} beside ${choice}`,
  expected: `it under ${read} alone`,
  remedy: `leave ${key} out, or choose ${read}`,
})

function* frameworkFaults(framework: MesosFrameworkSpec, root: MesosSpec): Iterable<SystemFault> {
  const { name, revocable, usage, usageInterval } = framework
  if (revocable === true && root.resourceEstimator === 'none')
    yield {
      framework: name,
      at: ['revocable'],
      about: 'key',
      found: 'revocable: true beside resource-estimator: none',
      expected: 'an estimator: otherwise no agent has revocable cores, and no task of it would ever start',
      remedy: 'set resource-estimator of the root, or leave revocable out',
    }
  if (usage === undefined) {
    if (usageInterval !== undefined)
      yield {
        framework: name,
        at: ['usage-interval'],
        about: 'key',
        found: 'usage-interval without usage',
        expected: 'it beside usage: tasks use all that they hold, and draw nothing',
        remedy: 'set usage, or leave usage-interval out',
      }
    return
  }
  yield* periodFaults(name, usage)
}

function* periodFaults(framework: string, usage: readonly UsePeriod[]): Iterable<SystemFault> {
  let before = -1
  for (const [i, { at, least, most }] of usage.entries()) {
    if (i === 0 && at > 0)
      yield {
        framework,
        at: ['usage', i, 'at'],
        found: 'a first period that does not begin with the run',
        expected: 'what tasks use from the beginning',
        remedy: 'let the first begin at 0 s',
      }
    else if (at <= before)
      yield {
        framework,
        at: ['usage', i, 'at'],
        found: 'a period that begins no later than the one before',
        expected: 'periods in the order in which they begin',
      }
    before = at
    if (least > most)
      yield {
        framework,
        at: ['usage', i],
        found: `least ${least} above most ${most}`,
        expected: 'least not above most',
        remedy: 'exchange them',
      }
  }
}
