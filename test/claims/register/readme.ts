import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { MILLISECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import { claim, measured, worked } from '../claim.ts'
import { mainJobMinutes } from '../measures/main-job.ts'

interface MainExperiment {
  readonly system: readonly string[]
  readonly load: readonly number[]
  readonly seeds: number
  readonly machines: { readonly count: number }
}

const experiment = () => parse(readFileSync('examples/four-architectures.yaml', 'utf8')) as MainExperiment
const think = () => systems['monolithic']!.root.think.default

export const claims = [
  claim(
    'under four architectures at three loads. Up to a load of {0.75} offers wait longest, about a second; at {0.9} the',
    worked(() => experiment().load.slice(1)),
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
