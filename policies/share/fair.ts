import type { SharePolicy } from '../../sim/contracts.ts'

/** Max-min fairness of cores alone (the Hadoop fair scheduler's default): cores held or offered, divided by weight. */
export const fair: SharePolicy = {
  name: 'fair',
  reads: 'framework',
  share: (framework, { frameworks }) =>
    (frameworks.usedCpuMilli[framework]! + frameworks.offeredCpuMilli[framework]!) /
    frameworks.weight[framework]!,
}
