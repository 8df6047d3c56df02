import { describe, expect, it } from 'vitest'
import { assetFairness } from '../../../policies/share/asset-fairness.ts'
import { drf, drfRunning } from '../../../policies/share/drf.ts'
import { fair } from '../../../policies/share/fair.ts'
import { fifoShare } from '../../../policies/share/fifo.ts'
import { Machines } from '../../../sim/world/machines.ts'
import { idleCluster } from '../../support/idle-cluster.ts'
import { framework, monolithic, systemOf, thinking } from '../../support/small-system.ts'
import { stagedRun, startsOf } from '../../support/staged-run.ts'
import { machinesOf } from '../../support/watched-run.ts'

describe('shares', () => {
  // 10 cores and 1 000 MiB. Framework 0 (weight 1) holds 2 cores and 300 MiB and is offered 2 cores and 50 MiB more;
  // framework 1 (weight 2) holds 4 cores and 100 MiB.
  const cluster = idleCluster(new Machines([4000, 6000], [500, 500]), { weights: [1, 2] })
  const { frameworks } = cluster
  frameworks.usedCpuMilli.splice(0, 2, 2000, 4000)
  frameworks.usedMemoryMiB.splice(0, 2, 300, 100)
  frameworks.offeredCpuMilli.splice(0, 2, 2000, 0)
  frameworks.offeredMemoryMiB.splice(0, 2, 50, 0)

  it('drf: the largest part of any resource, offered included, by weight', () => {
    expect(drf.share(0, cluster)).toBe(0.4)
    expect(drf.share(1, cluster)).toBe(0.4 / 2)
  })

  it('drf-running: what is only offered does not count', () => {
    expect(drfRunning.share(0, cluster)).toBe(0.3)
    expect(drfRunning.share(1, cluster)).toBe(0.2)
  })

  it('asset-fairness: the parts of cores and memory added up, by weight', () => {
    expect(assetFairness.share(0, cluster)).toBe(0.4 + 0.35)
    expect(assetFairness.share(1, cluster)).toBe((0.4 + 0.1) / 2)
  })

  it('fair: thousandths of a core alone', () => {
    expect(fair.share(0, cluster)).toBe(4000)
    expect(fair.share(1, cluster)).toBe(2000)
  })

  it('fifo: all the same', () => {
    expect([0, 1].map(each => fifoShare.share(each, cluster))).toEqual([0, 0])
  })

  it.each([drf, drfRunning])('$name: a resource that the cluster does not have is no part', policy => {
    const bare = idleCluster(new Machines([4000], [0]))
    bare.frameworks.usedCpuMilli[0] = 1000
    expect(policy.share(0, bare)).toBe(0.25)
  })
})

describe('who is next', () => {
  // 10 cores; the first framework has tasks of 1 core, the second of 2, all submitted at 0; a decision takes 1 s.
  const jobs = [0, 0, 0, 0, 0, 1, 1, 1, 1, 1].map(jobClass => ({
    submit: 0,
    run: 100,
    jobClass,
    cores: 1 + jobClass,
  }))
  const order = async (share: string, weight = 1) => {
    const frameworks = [framework('ones'), framework('twos', { weight })]
    const system = systemOf(monolithic({ share, ...thinking(1) }), { frameworks })
    const run = await stagedRun(system, machinesOf(1, 10), jobs, { classes: ['ones', 'twos'] })
    return startsOf(run)
      .filter(line => Number.parseInt(line, 10) <= 7)
      .map(line => (Number(/job (\d+)/.exec(line)![1]) < 5 ? 'ones' : 'twos'))
  }

  it('is the framework with the smallest share, the first in the experiment if they are equal', async () => {
    // Shares of 10 cores before each decision: 0 = 0; .1 > 0; .1 < .2; .2 = .2; .3 > .2; .3 < .4; .4 = .4.
    expect(await order('drf')).toEqual(['ones', 'twos', 'ones', 'ones', 'twos', 'ones', 'ones'])
    expect(await order('fair')).toEqual(['ones', 'twos', 'ones', 'ones', 'twos', 'ones', 'ones'])
  })

  it('counts half of what a framework of weight 2 holds', async () => {
    // 0 = 0; .1 > 0; .1 = .1; .2 > .1; .2 = .2; .3 > .2; .3 = .3.
    expect(await order('drf', 2)).toEqual(['ones', 'twos', 'ones', 'twos', 'ones', 'twos', 'ones'])
  })

  it('is whoever came first under fifo', async () => {
    // The first five hold 5 cores, then there is room for two of 2 cores.
    expect(await order('fifo')).toEqual(['ones', 'ones', 'ones', 'ones', 'ones', 'twos', 'twos'])
  })
})
