/**
 * A rule of your own: batch jobs leave a core free on every machine, so that a service finds one at once.
 *
 * examples/policy-cases.json says by examples what it must do: switchyard conformance examples/policy-cases.json
 */
import type { PlaceRule } from 'switchyard-sim'

const ONE_CORE = 1000

export const rule: PlaceRule = {
  name: 'headroom',
  reason: 'the last core is kept for services',
  helpedBy: ['task-ended'],
  allows: (machine, job, _claims, { jobs, machines, classes }) =>
    classes[jobs.jobClass[job]!] === 'service' ||
    machines.freeCpuMilli[machine]! - jobs.cpuMilli[job]! >= ONE_CORE,
}
