/**
 * Kubernetes manifests, named by an experiment.
 */
import { describe, expect, it, test } from 'vitest'
import { stringify } from 'yaml'
import { execute } from '../../../bench/execute.ts'
import { runFingerprint } from '../../../bench/run/fingerprint.ts'
import type { Standing } from '../../../sim/measure/result.ts'
import { container, deployment, owned } from '../../systems/kubernetes/manifest/read-manifests.ts'
import { faultsOf, plan } from './given.ts'

const node = (name: string, cpu: number, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/hostname': name, disk: name === 'n1' ? 'ssd' : 'hdd' } },
  status: { allocatable: { cpu, memory: '8Gi', pods: 110 } },
  ...more,
})
const yaml = (...objects: readonly object[]) =>
  objects.map(each => stringify(each, { aliasDuplicateObjects: false })).join('---\n')
const asking = (cpu: string, more: object = {}) => ({ containers: [container(cpu)], ...more })
const experiment = (more = '', cluster = 'cluster: [m.yaml]') =>
  `name: Dump\nsystem: kubernetes-controllers\nseeds: 1\n${cluster}\nuntil: 10 min\n${more}`

/** What has become of the objects of these manifests after ten minutes. */
async function standings(
  objects: readonly object[],
  more = '',
  cluster?: string,
): Promise<readonly Standing[]> {
  const { runs } = await plan(experiment(more, cluster), {}, { 'm.yaml': yaml(...objects) })
  const { standings = [] } = await execute({ ...runs[0]!.spec, check: true })
  return standings
}

describe('a cluster of manifests', () => {
  test('has its nodes as machines, in whole mebibytes, with labels as attributes', async () => {
    const gpu = { allocatable: { cpu: '3920m', memory: '1000Ki', pods: 5, 'nvidia.com/gpu': 2 } }
    const { runs } = await plan(
      experiment(),
      {},
      { 'm.yaml': yaml(node('n1', 4), node('n2', 1, { status: gpu }), deployment('web')) },
    )
    expect(runs[0]!.spec.hardware.machines).toEqual([
      {
        count: 1,
        cpuMilli: 4000,
        memoryMiB: 8192,
        attributes: { 'kubernetes.io/hostname': 'n1', disk: 'ssd' },
      },
      {
        count: 1,
        cpuMilli: 3920,
        memoryMiB: 0,
        resources: { 'nvidia.com/gpu': 2000 },
        attributes: { 'kubernetes.io/hostname': 'n2', disk: 'hdd' },
      },
    ])
  })

  // n1 has 4 CPUs and n2 2. Three pods of 1.5 CPUs: two on n1, one on n2; a fourth finds 1 and 0.5 CPUs.
  test('says what waits, and for what, in the words of the scheduler', async () => {
    const web = deployment('web', { replicas: 4 }, asking('1500m'))
    expect(await standings([node('n1', 4), node('n2', 2), web])).toEqual([
      {
        of: 'deployment/shop/web',
        wanted: 4,
        running: 3,
        waits: [
          {
            reason:
              '0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
            pods: 1,
          },
        ],
      },
    ])
  })

  // One pod of 3 CPUs fits n1 only, unless the dump has it on n2, which has 4 too. So db finds n1 taken or free.
  test('has its pods where they are, or places them anew', async () => {
    const uid = { kind: 'ReplicaSet', name: 'web-abc' }
    const web = deployment('web', { replicas: 1 }, asking('3'))
    const pod = owned('Pod', 'web-abc-1', uid, { app: 'web', 'pod-template-hash': 'abc' })
    const on = (nodeName: string) => ({ ...pod, spec: { nodeName } })
    const db = deployment('db', { replicas: 1 }, asking('3', { nodeSelector: { disk: 'ssd' } }))
    const objects = (nodeName: string) => [node('n1', 4), node('n2', 4), on(nodeName), web, db]
    const running = (all: readonly Standing[]) => all.map(({ of, running }) => [of, running])
    expect(running(await standings(objects('n1')))).toEqual([
      ['deployment/shop/db', 0],
      ['deployment/shop/web', 1],
    ])
    expect(running(await standings(objects('n2')))).toEqual([
      ['deployment/shop/db', 1],
      ['deployment/shop/web', 1],
    ])
  })

  test('runs a DaemonSet on every node that takes it, and Jobs to their end', async () => {
    const tainted = { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } }
    const agent = { ...deployment('agent'), kind: 'DaemonSet' } as Record<string, unknown>
    const { replicas: _, ...spec } = agent['spec'] as { replicas: number }
    const job = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'once' },
      spec: { completions: 2, template: { spec: asking('1', { restartPolicy: 'Never' }) } },
    }
    const objects = [node('n1', 2), node('n2', 2), node('n3', 2, tainted), { ...agent, spec }, job]
    const cluster = 'cluster: { files: [m.yaml], job-duration: 1 min }'
    expect(await standings(objects, '', cluster)).toEqual([
      { of: 'daemonset/shop/agent', wanted: 2, running: 2, waits: [] },
    ])
    const { runs } = await plan(experiment('', cluster), {}, { 'm.yaml': yaml(...objects) })
    const result = await execute(runs[0]!.spec)
    const row = result.rows.find(({ name }) => name === 'job/default/once')
    expect(row!.numbers['jobs_finished']).toBe(1)
  })

  // Every minute from 0 on, for ten minutes; a run takes 85 s and some milliseconds. Forbidden beside each other they start at
  // 0, 85 (that of 60), 170 (120), 255 (240, which came before that of 180 could start), 340 (300), 425 (420), 510 (480): 7 end
  // by 600. With 20 s to start in, that of 60 is too late at 80, so that every other one starts when it is due: 0, 120, 240, 360
  // and 480. With 30 s: 0, 60 (25 s late), 180, 240, 360, 420. Within 0 s none can start, for the controller looks 100 ms late.
  // Replaced each minute none ends; beside each other those of 0 to 480 do. It is 1 o'clock in Berlin when the run begins.
  test.each([
    [{ concurrencyPolicy: 'Forbid' }, 7],
    [{ concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 20 }, 5],
    [{ concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 30 }, 6],
    [{ concurrencyPolicy: 'Forbid', startingDeadlineSeconds: 0 }, 0],
    [{ startingDeadlineSeconds: 20 }, 9],
    [{ startingDeadlineSeconds: 0 }, 0],
    [{ concurrencyPolicy: 'Replace' }, 0],
    [{ schedule: '0 1 * * *', timeZone: 'Europe/Berlin' }, 1],
    [{ schedule: '0 1 * * *' }, null],
    [{ suspend: true }, null],
  ])('has CronJobs that go by %j: %s runs end', async (rules, ends) => {
    const job = { spec: { template: { spec: asking('100m', { restartPolicy: 'Never' }) } } }
    const cron = {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'c' },
      spec: { schedule: '* * * * *', jobTemplate: job, ...rules },
    }
    const cluster = 'cluster: { files: [m.yaml], job-duration: 85 s }'
    const objects = yaml(node('n1', 4), deployment('web'), cron)
    const { runs } = await plan(experiment('', cluster), {}, { 'm.yaml': objects })
    const { rows } = await execute({ ...runs[0]!.spec, check: true })
    const row = rows.find(({ name }) => name === 'cronjob/default/c')
    expect(row?.numbers['jobs_finished'] ?? null).toBe(ends)
  })

  test('of any other system runs the same number of pods, and says so', async () => {
    const text = experiment().replace('kubernetes-controllers', '[kubernetes-controllers, monolithic]')
    const { runs } = await plan(text, {}, { 'm.yaml': yaml(node('n1', 4), deployment('web')) })
    const [kubernetes, monolithic] = runs.map(
      ({ spec }) => spec.workload.kind === 'mix' && (spec.workload.remarks ?? []),
    )
    expect(kubernetes).toEqual([])
    expect(monolithic).toEqual([
      {
        remark: 'all but the number, requests, priority and duration of pods',
        count: 1,
        about: 'manifest fields',
      },
    ])
  })

  test('is part of what a result depends on', async () => {
    const prints = await Promise.all(
      ['a', 'b'].map(async value => {
        const tainted = { spec: { taints: [{ key: 'k', value, effect: 'PreferNoSchedule' }] } }
        const objects = yaml(node('n1', 4, tainted), deployment('web'))
        const { runs, inputs } = await plan(experiment(), {}, { 'm.yaml': objects })
        expect(Object.keys(inputs)).toContain('m.yaml')
        return runFingerprint(runs[0]!, inputs, '')
      }),
    )
    expect(prints[0]).not.toBe(prints[1])
  })

  test('takes the place of machines when the command line names it', async () => {
    const text = `name: Mine\nsystem: monolithic\nmachines: { count: 5, cpu: 4, memory: 8 GiB }\nworkload: { services: { count: 1 } }\nuntil: 1 h\n`
    const { folderWith } = await import('./given.ts')
    const folder = folderWith({ 'dump.yaml': yaml(node('n1', 4)) })
    const { runs, options } = await plan(text, { cluster: [`${folder}/dump.yaml`] })
    expect(runs[0]!.spec.hardware.machines).toHaveLength(1)
    expect(options).toEqual(['--cluster', 'dump.yaml'])
  })
})

describe('manifests that cannot be run', () => {
  it('are told with file, line and document, all at once', async () => {
    const wrong = yaml(
      node('n1', 4),
      deployment('web', { selector: { matchLabels: { app: 'x' } } }, { priorityClassName: 'none' }),
      { apiVersion: 'apps/v1', kind: 'Deploymnet', metadata: { name: 'y' } },
    )
    expect((await faultsOf(experiment(), {}, { 'm.yaml': wrong })).split('\n')).toEqual([
      expect.stringMatching(
        /^x\.yaml:4:11: cluster\.0: m\.yaml:23:5: document 2: Deployment shop\/web: spec\.selector: found .* expected one that matches its own template/,
      ),
      expect.stringMatching(
        /m\.yaml:36:26: document 2: Deployment shop\/web: spec\.template\.spec\.priorityClassName: found "none"/,
      ),
      expect.stringMatching(
        /m\.yaml:39:7: document 3: kind: found "Deploymnet", expected a kind of apps\/v1; did you mean "Deployment"\?$/,
      ),
    ])
  })

  it('are told in full up to a number', async () => {
    const bad = Array.from({ length: 30 }, (_, i) => ({ ...deployment(`d${i}`), apiVersion: 'v2' }))
    const lines = (await faultsOf(experiment(), {}, { 'm.yaml': yaml(...bad) })).split('\n')
    expect(lines).toHaveLength(21)
    expect(lines.at(-1)).toContain('… and 10 more faults like these')
  })

  test.each([
    [
      'cluster: [none.yaml]',
      '',
      'found no such file (none.yaml), expected a file or folder of Kubernetes manifests',
    ],
    [
      'cluster: [m.yaml]\nmachines: { count: 1, cpu: 1, memory: 1 GiB }',
      '',
      'found machines beside 1 Nodes of manifests',
    ],
    ['workload: { manifests: [web.yaml] }', '', 'machines: found nothing, expected machines'],
    ['cluster: [m.yaml]\ntrace: { file: a.swf }', '', 'found a cluster beside trace'],
    [
      'cluster: [m.yaml, job.yaml]',
      '',
      'found pods that come to an end (job/default/j), whose manifests do not say when, expected how long they run; write cluster: { files: […], job-duration: 10 min }',
    ],
    [
      'cluster: [m.yaml]',
      'workload: { services: { class: deployment/shop/web, count: 1 } }',
      'found the object "deployment/shop/web" and another part',
    ],
  ])('%s %s', async (cluster, more, fault) => {
    const spec = { template: { spec: asking('1', { restartPolicy: 'Never' }) } }
    const beside = {
      'm.yaml': yaml(node('n1', 4), deployment('web')),
      'web.yaml': yaml(deployment('web')),
      'job.yaml': yaml({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec }),
    }
    expect(await faultsOf(experiment(more, cluster), {}, beside)).toContain(fault)
  })
})

test('a folder of manifests is read with those in it, and owners may be in one file and pods in another', async () => {
  const pod = owned(
    'Pod',
    'web-abc-1',
    { kind: 'ReplicaSet', name: 'web-abc' },
    { app: 'web', 'pod-template-hash': 'abc' },
  )
  const { runs } = await plan(
    experiment('', 'cluster: [dump]'),
    {},
    {
      'dump/nodes.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [node('n1', 4)] }),
      'dump/a/pods.yml': yaml(pod),
      'dump/z.yaml': yaml(deployment('web')),
      'dump/notes.txt': 'no manifest',
    },
  )
  const { workload } = runs[0]!.spec
  if (workload.kind !== 'mix') throw new Error('expected a mix')
  expect(workload.parts.map(({ jobClass }) => jobClass)).toEqual(['deployment/shop/web'])
  expect(workload.remarks).toContainEqual({
    remark: 'Pods counted with their owners',
    count: 1,
    about: 'manifests',
  })
})
