import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { MILLISECOND } from '../../../sim/engine/time.ts'
import { systems } from '../../../systems/catalogue.ts'
import { claim, measured, worked } from '../claim.ts'
import { mainJobMinutes } from '../measures/main-job.ts'

interface MainExperiment {
  readonly systems: Readonly<Record<string, unknown>>
  readonly load: readonly number[]
  readonly seeds: number
  readonly machines: { readonly count: number }
}

const experiment = () => parse(readFileSync('examples/root-swap.yaml', 'utf8')) as MainExperiment
const think = () => systems['monolithic']!.root.think.default

export const claims = [
  claim(
    '*{Twenty} machines with services, brokers, cron jobs, batch jobs and pipelines; machines and tasks fail, and each scheduler dies once; {ten} seeds.',
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
    '`npm start` runs {180} simulations',
    worked(() => [Object.keys(experiment().systems).length * experiment().load.length * experiment().seeds]),
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
