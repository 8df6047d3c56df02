import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { MILLISECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import { claim, measured, worked } from '../claim.ts'
import { mainJobMinutes, mainJobWait } from '../measures/main-job.ts'

interface MainExperiment {
  readonly system: readonly string[]
  readonly load: readonly number[]
  readonly seeds: number
  readonly machines: { readonly count: number }
}

const experiment = () => parse(readFileSync('examples/four-architectures.yaml', 'utf8')) as MainExperiment
const think = () => systems['monolithic']!.root.think.default

const others = ['monolithic', 'shared-state', 'sampling']

/** The wait under offers, in seconds, where nobody waits longer; NaN where somebody does. */
function longestWait(load: number): number {
  const wait = mainJobWait('offers', load)
  return others.every(system => mainJobWait(system, load) < wait) ? wait : Number.NaN
}

/** Of some numbers, the one that is furthest from another. */
const furthestFrom = (one: number, numbers: readonly number[]) =>
  numbers.reduce((worst, each) => (Math.abs(each - one) > Math.abs(worst - one) ? each : worst))

export const claims = [
  claim(
    'under four architectures at three loads. Up to a load of {0.75} offers wait longest, about a second; at {0.9} the',
    worked(() => experiment().load.slice(1)),
  ),
  claim(
    'offers wait longest, about {a} second; at',
    measured({ within: 0.35 }, () => [furthestFrom(1, [longestWait(0.6), longestWait(0.75)])]),
  ),
  claim(
    'Offers cost between {1} and 1.5 seconds at any load',
    measured('at least', () => [Math.min(...experiment().load.map(load => mainJobWait('offers', load)))]),
  ),
  claim(
    'Offers cost between 1 and {1.5} seconds at any load',
    measured('at most', () => [Math.max(...experiment().load.map(load => mainJobWait('offers', load)))]),
  ),
  claim(
    '*{400} machines, one mix of services, batch jobs and pipelines whose tasks sometimes fail, {ten} seeds.',
    worked(() => [experiment().machines.count, experiment().seeds]),
  ),
  claim(
    'All you need is Node {20.19} or newer',
    worked(() => {
      const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } }
      return [Number(engines.node.replace('>=', ''))]
    }),
  ),
  claim(
    '`npm start` runs {120} simulations',
    worked(() => [experiment().system.length * experiment().load.length * experiment().seeds]),
  ),
  claim(
    'in less than {a} minute on two cores',
    measured('at most', () => [mainJobMinutes()]),
  ),
  claim(
    'at think times of {100} ms a job and {5} ms a task',
    worked(() => [think().perJob / MILLISECOND, think().perTask / MILLISECOND]),
  ),
]
