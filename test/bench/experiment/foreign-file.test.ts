/** Files that are named where those of another product belong: one sentence says what they are. */
import { describe, expect, it } from 'vitest'
import { faultsOf } from './given.ts'

const files = {
  'app.json': '{ "id": "/web", "cmd": "run" }',
  'metronome.json': '{ "id": "nightly", "run": { "cmd": "x", "cpus": 1, "mem": 32, "disk": 0 } }',
  'chronos.json': '[{ "name": "nightly", "command": "x", "schedule": "R/2016-10-13T00:00:00Z/PT1H" }]',
  'kafka.json': '{ "broker": 0 }',
  'web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n',
  'compose.yaml': 'services:\n  web: { image: web }\n',
  'app.yaml': 'id: /web\ncmd: run\n',
  'values.yaml': 'replicas: 3\n',
  'mixed.json': '[{ "id": "/web", "cmd": "run" },\n { "id": "nightly", "run": {} }]',
  'templated.json': '{ "id": "/web", "cmd": "run",\n  "instances": {{ instances }} }',
  'broken.json': '{ "id": "/web", "cmd": "echo {{ x }}", }',
  'chart.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  # {{ not this }}\n  name: {{ .Values.name }}\n  {{- if .Values.x }}\n',
  'key.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { priority: {{ .Values.priority }} }\n',
}

const inDefinitions = (place: string, file: string, system: string) =>
  faultsOf(
    `name: X
system: ${system}
machines: { count: 4, cpu: 4, memory: 8 GiB }
workload: { definitions: { ${place}: [${file}], job-duration: 1 min } }
until: 1 h
`,
    {},
    files,
  )

const inManifests = (file: string) =>
  faultsOf(
    `name: X
system: kubernetes-controllers
machines: { count: 4, cpu: 4, memory: 8 GiB }
workload: { manifests: [${file}] }
until: 1 h
`,
    {},
    files,
  )

const withoutPlace = (faults: string) => faults.replace(/^x\.yaml:\d+:\d+: workload\.\w+(\.\w+)*: /gm, '')

describe('what is named among definitions and is none', () => {
  it.each<[string, string, string, string]>([
    [
      'files',
      'metronome.json',
      'marathon-head',
      'metronome.json:1:1: found a job of Metronome, expected a definition file of Marathon (JSON); name it under workload.definitions.metronome',
    ],
    [
      'files',
      'web.yaml',
      'marathon-head',
      'web.yaml:1:1: found a Kubernetes manifest (Deployment), expected a definition file of Marathon (JSON); name it under workload.manifests or cluster',
    ],
    [
      'metronome',
      'chronos.json',
      'metronome-head',
      'chronos.json:1:1: found a job of Chronos, expected a file of jobs of Metronome (JSON); name it under workload.definitions.chronos',
    ],
    [
      'chronos',
      'app.json',
      'chronos-2.4',
      'app.json:1:1: found an app of Marathon, expected a file of jobs of Chronos (JSON); name it under workload.definitions.files',
    ],
    [
      'kafka',
      'compose.yaml',
      'dcos-1.8',
      'compose.yaml:1:1: found a Compose file, expected a file of broker settings of Kafka (JSON); nothing here reads it: describe its services under workload.services',
    ],
    [
      'files',
      'app.yaml',
      'marathon-head',
      'app.yaml:1:1: found an app of Marathon in YAML, expected JSON; write it as JSON',
    ],
    [
      'files',
      'values.yaml',
      'marathon-head',
      'values.yaml:1:1: found no JSON, expected JSON; look for a comma, a bracket or a quotation mark there',
    ],
    [
      'files',
      'mixed.json',
      'marathon-head',
      'mixed.json:2:2: 1: found a job of Metronome, expected a definition file of Marathon (JSON); name it under workload.definitions.metronome',
    ],
    [
      'files',
      'templated.json',
      'marathon-head',
      'templated.json:2:16: found a template ({{ instances }}), expected a definition file of Marathon (JSON); name what `helm template`, or whatever fills it in, makes of it',
    ],
    [
      'files',
      'broken.json',
      'marathon-head',
      'broken.json:1:40: found no JSON, expected JSON; look for a comma, a bracket or a quotation mark there',
    ],
  ])('is told as a whole: %s, %s', async (place, file, system, said) => {
    expect(withoutPlace(await inDefinitions(place, file, system))).toBe(said)
  })
})

describe('what is named among manifests and is none', () => {
  const template =
    'expected Kubernetes manifests; name what `helm template`, or whatever fills it in, makes of it'

  it.each<[string, string]>([
    [
      'kafka.json',
      'kafka.json:1:1: found settings of brokers of Kafka, expected an object with apiVersion, kind and metadata; name it under workload.definitions.kafka',
    ],
    [
      'chronos.json',
      'chronos.json:1:1: found a job of Chronos, expected an object with apiVersion, kind and metadata; name it under workload.definitions.chronos',
    ],
    [
      'compose.yaml',
      'compose.yaml:1:1: found a Compose file, expected an object with apiVersion, kind and metadata; nothing here reads it: describe its services under workload.services',
    ],
    [
      'values.yaml',
      'values.yaml:1:1: kind: found nothing, expected a kind such as Deployment, ReplicaSet, StatefulSet, DaemonSet',
    ],
    ['key.yaml', `key.yaml:4:19: found a template ({{ .Values.priority }}), ${template}`],
  ])('is told as a whole: %s', async (file, said) => {
    expect(withoutPlace(await inManifests(file))).toBe(said)
  })

  // The pod before it in the same file is read, and told of by itself.
  it('is told once for each document that is a template', async () => {
    const [first, ...others] = withoutPlace(await inManifests('chart.yaml')).split('\n')
    expect(others.pop()).toBe(
      `chart.yaml:10:9: document 2: found a template ({{ .Values.name }}), ${template}`,
    )
    expect(`${first}`).toMatch(/^chart\.yaml:\d:\d+: document 1: Pod default\/a: /)
  })
})
