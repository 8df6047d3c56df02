/**
 * DaemonSets on nodes that fail, worked by hand. The scheduler decides at once and binds after 5 s; messages take no time.
 *
 * Machine 0 crashes at 100 s and is back at 400 s. Its last heartbeat is noticed at 100 s at the latest, so it is tainted
 * NoSchedule at 155 s, and NoExecute later, which the pods of DaemonSets tolerate.
 */
import { expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { kubernetesOf, nodes } from '../../../support/kubernetes-run.ts'
import { type Staging, stagedRun } from '../../../support/staged-run.ts'
import { container, readManifests } from '../manifest/read-manifests.ts'

const agent = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent' },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [container()] } },
  },
}

async function run(submit: number, script: Staging['script'] = {}) {
  const { objects, faults } = readManifests([agent])
  expect(faults).toEqual([])
  const [object] = objects.makers
  const { log, result, cluster } = await stagedRun(
    kubernetesOf({ objects: { agent: { object: object!, places: [] } } }, { bindingLatency: 5 * SECOND }),
    nodes(3),
    [{ submit, run: NEVER, tasks: 3, jobClass: 0 }],
    {
      classes: ['agent'],
      until: 600 * SECOND,
      hardware: {
        meanTimeToFailure: NEVER,
        meanTimeToRepair: NEVER,
        events: [
          { at: 100 * SECOND, machine: 0, event: 'crash' },
          { at: 400 * SECOND, machine: 0, event: 'return' },
        ],
      },
      script,
    },
  )
  return { log, result, pods: cluster.jobs.tasks[0], wanted: cluster.jobs.wanted[0] }
}

it('a pod stays on a node that cannot be reached, whatever happens to others, and goes on when the node is back', async () => {
  // It is the same pod that starts again at 400 s: another would have to be bound first. At 200 s a container on machine 2 fails, and its kubelet starts it again. The controller looks at all nodes then.
  const { log, pods, wanted } = await run(0, { 200: stage => stage.failTask(0) })
  expect(log.filter(line => Number.parseInt(line, 10) >= 100)).toEqual([
    '100 s: job 0 is lost on machine 0',
    '200 s: job 0 fails on machine 2',
    '200 s: job 0 starts on machine 2',
    '400 s: job 0 starts on machine 0',
  ])
  expect([pods, wanted]).toEqual([3, 3])
})

it('a node that could not be reached when its DaemonSet came gets its pod when it is back', async () => {
  const { log, pods, wanted } = await run(200)
  expect(log).toEqual([
    '205 s: job 0 starts on machine 1',
    '205 s: job 0 starts on machine 2',
    '405 s: job 0 starts on machine 0',
  ])
  expect([pods, wanted]).toEqual([3, 3])
})
