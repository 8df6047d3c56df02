import { describe, expect, test } from 'vitest'
import { faultsOf, smallest } from './given.ts'

const job = '1 0 -1 60 4 -1 -1 4 100 -1 1 -1 -1 -1 -1 -1 -1 -1\n'

describe('a file that is no experiment', () => {
  test.each([
    ['; Version: 2.2\n; MaxProcs: 4\n', 'Standard Workload Format'],
    [job, 'Standard Workload Format'],
    [`; a remark\n\n${job}`, 'Standard Workload Format'],
    ['workload,job_id,submit_s,num_tasks\nBatch,1,0.5,10\n', 'a job list of the Omega simulator'],
  ])('but a log is called one, with what to do: %j', async (text, format) => {
    const said = await faultsOf(text)
    expect(said.replace(/--trace \S*x\.yaml/, '--trace x.yaml')).toBe(
      `x.yaml:1:1: found a log (${format}), expected an experiment (YAML); write an experiment with trace: { file: x.yaml }, or run \`switchyard run examples/replay.yaml --trace x.yaml\``,
    )
  })

  test.each([
    [
      'apiVersion: apps/v1\nkind: Deployment\n',
      '1:1: found a Kubernetes manifest (Deployment), expected an experiment (YAML); name it under workload.manifests or cluster',
    ],
    [
      '[{ "id": "/web", "cmd": "run" }]',
      '1:1: found an app of Marathon, expected an experiment (YAML); name it under workload.definitions.files',
    ],
    [
      'services: { web: { image: web } }\n',
      '1:1: found a Compose file, expected an experiment (YAML); nothing here reads it: describe its services under workload.services',
    ],
    [
      'metadata:\n  name: {{ .Release.Name }}-web\n',
      '2:9: found a template ({{ .Release.Name }}), expected an experiment (YAML); name what `helm template`, or whatever fills it in, makes of it',
    ],
  ])('but one of another product is told as a whole: %j', async (text, said) => {
    expect(await faultsOf(text)).toBe(`x.yaml:${said}`)
  })

  test('but has a key of one is read as one, whatever else it has', async () => {
    expect(await faultsOf('name: X\ncommand: x\nuntil: 1 h\n')).toContain(
      'x.yaml:2:1: command: found an unknown key',
    )
  })

  test('is not repeated in the message', async () => {
    expect(await faultsOf('Once upon a time. '.repeat(200))).toBe(
      'x.yaml:1:1: found a file of plain text, expected a map with keys such as name, system, machines and workload',
    )
    expect(await faultsOf(`\u0000PNG${'x'.repeat(1000)}`)).toBe(
      'x.yaml:1:1: found a file that is not text, expected an experiment (YAML)',
    )
    const long = await faultsOf(`"a" ${'b'.repeat(10_000)}\n`)
    expect(long.length).toBeLessThan(300)
  })
})

describe('a product in the place of a system', () => {
  test.each([
    ['mesos', 'mesos-1.0'],
    ['marathon', 'marathon-head'],
    ['DC/OS', 'dcos-1.8'],
    ['kubernetes', 'kubernetes-1.34'],
    ['k8s', 'kubernetes-1.34'],
    ['swarm', 'monolithic'],
    ['borg', 'monolithic'],
    ['Slurm', 'monolithic'],
    ['omega', 'shared-state'],
    ['nomad', 'shared-state'],
    ['sparrow', 'sampling'],
  ])('%s is told its system: %s', async (product, system) => {
    const remedy = `; "${system}" decides in the way of ${product}: write ${system}`
    expect(await faultsOf(smallest.replace('monolithic', product))).toMatch(
      new RegExp(`^x\\.yaml:2:9: system: found "${product}", expected .*${remedy}$`),
    )
    const own = `${smallest.replace('monolithic', 'mine')}systems: { mine: { like: ${product} } }\n`
    expect(await faultsOf(own)).toContain(remedy)
  })
})
