/**
 * KubeSchedulerConfiguration files, named by a system.
 */
import { expect, test } from 'vitest'
import { execute } from '../../../bench/execute.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { faultsOf, plan } from './given.ts'

const experiment = (root: string) => `name: Pods
system: mine
systems:
  mine: { like: kubernetes-1.34, root: ${root} }
machines: { count: 2, cpu: 4, memory: 8 GiB }
workload:
  jobs: { interarrival: exponential 5 s, tasks: 1, duration: exponential 60 s, cpu: 1 }
until: 2 min
`

const head = 'apiVersion: kubescheduler.config.k8s.io/v1\nkind: KubeSchedulerConfiguration\n'

const packing = `${head}podInitialBackoffSeconds: 2
clientConnection: { qps: 200 }
profiles:
- schedulerName: packing
  pluginConfig:
  - name: NodeResourcesFit
    args: { scoringStrategy: { type: MostAllocated } }
  plugins:
    score: { disabled: [{ name: '*' }], enabled: [{ name: NodeResourcesFit }] }
`

test('its settings are those of the root, and its first profile decides', async () => {
  const { runs, inputs } = await plan(
    experiment('{ configuration: scheduler.yaml, among-equals: first }'),
    {},
    { 'scheduler.yaml': packing },
  )
  const { spec } = runs[0]!
  expect(spec.system.root).toMatchObject({ qps: 200, burst: 100, podInitialBackoff: 2 * SECOND })
  expect(JSON.stringify(inputs)).toContain('scheduler.yaml')
  const { rows } = await execute(spec)
  expect(rows[0]!.numbers['tasks_started']).toBeGreaterThan(10)
})

test('what is wrong is told with its place in the file, and what is not modelled in one sentence', async () => {
  const file = `${head}profiles:
- pluginConfig:
  - name: InterPodAffinity
    args: { hardPodAffinityWeight: 200 }
  plugins:
    permit: { enabled: [{ name: DefaultBinder }] }
- schedulerName: other
  plugins:
    permit: { disabled: [{ name: DefaultBinder }] }
extenders: [{ urlPrefix: "http://here" }]
`
  const faults = await faultsOf(experiment('{ configuration: s.yaml }'), {}, { 's.yaml': file })
  expect(faults.split('\n')).toEqual([
    'x.yaml:4:57: systems.mine.root.configuration: s.yaml:6:36: profiles[0].pluginConfig[0].args.hardPodAffinityWeight: found 200, expected a whole number from 0 to 100; correct it',
    'x.yaml:4:57: systems.mine.root.configuration: found extenders, profiles[].plugins.permit in s.yaml, expected fields that are modelled; leave them out',
  ])
})

test('a setting is not given in both places', async () => {
  const faults = await faultsOf(experiment('{ configuration: s.yaml, qps: 20 }'), {}, { 's.yaml': packing })
  expect(faults).toMatch(/root\.qps: found a setting that .*s\.yaml has too/)
})

test('a file that is not there is named', async () => {
  const faults = await faultsOf(experiment('{ configuration: no.yaml }'))
  expect(faults).toMatch(/found no such file \(.*no\.yaml\), expected a KubeSchedulerConfiguration file/)
})
