/**
 * PodDisruptionBudgets of manifests, and whom preemption takes.
 */
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { execute } from '../../../bench/execute.ts'
import { container, deployment } from '../../systems/kubernetes/manifest/read-manifests.ts'
import { plan } from './given.ts'

const node = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { on: name } },
  status: { allocatable: { cpu: 4, memory: '8Gi', pods: 110 } },
})
const priority = (name: string, value: number) => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  value,
})
const asking = (cpu: string, more: object) => ({ containers: [container(cpu)], ...more })

/** Comes after a minute, when all others are ready. */
const urgent = (cpu: string) => ({
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'urgent' },
  spec: {
    schedule: '1 0 * * *',
    jobTemplate: {
      spec: {
        template: { spec: asking(cpu, { restartPolicy: 'Never', priorityClassName: 'high' }) },
      },
    },
  },
})

// On n1 are two pods of web, 1.5 CPUs each, and on n2 one of db, 3 CPUs and more important; each node has 1 CPU left. The urgent
// pod takes the least important victims whose going breaks no budget. For 3 CPUs both pods of web must go, for 2 CPUs one. Its web
// pods must be ready for that: before they are, no budget allows anything.
test.each([
  ['3', null, 'web'],
  ['3', { maxUnavailable: 1 }, 'db'],
  ['3', { minAvailable: '50%' }, 'db'],
  ['3', { minAvailable: 1 }, 'db'],
  ['3', { maxUnavailable: '100%' }, 'web'],
  ['3', { maxUnavailable: 1, selector: { matchLabels: { app: 'other' } } }, 'web'],
  ['2', { maxUnavailable: 1 }, 'web'],
  ['2', { minAvailable: 1 }, 'web'],
  ['2', { minAvailable: 2 }, 'db'],
])('for %s CPUs, under a budget of %j, pods of %s go', async (cpu, budget, gone) => {
  const on = (name: string, more: object = {}) => ({ nodeSelector: { on: name }, ...more })
  const objects = [
    ...[node('n1'), node('n2'), priority('high', 100), priority('middle', 10), urgent(cpu)],
    deployment('web', { replicas: 2 }, asking('1500m', on('n1'))),
    deployment('db', { replicas: 1 }, asking('3', on('n2', { priorityClassName: 'middle' }))),
    ...(budget === null
      ? []
      : [
          {
            apiVersion: 'policy/v1',
            kind: 'PodDisruptionBudget',
            metadata: { name: 'b', namespace: 'shop' },
            spec: { selector: { matchLabels: { app: 'web' } }, ...budget },
          },
        ]),
  ]
  const text =
    'name: Budgets\nsystem: kubernetes-controllers\nseeds: 1\nuntil: 10 min\ncluster: { files: [m.yaml], job-duration: 1 h }'
  const yaml = objects.map(each => stringify(each, { aliasDuplicateObjects: false })).join('---\n')
  const { runs } = await plan(text, {}, { 'm.yaml': yaml })
  const { standings = [] } = await execute({ ...runs[0]!.spec, check: true })
  const short = standings.filter(({ running, wanted }) => running < wanted).map(({ of }) => of)
  expect(short).toEqual([`deployment/shop/${gone}`])
  const { workload } = runs[0]!.spec
  if (workload.kind !== 'mix') throw new Error('expected a mix')
  expect(JSON.stringify(workload.remarks ?? [])).not.toContain('PodDisruptionBudget')
})
