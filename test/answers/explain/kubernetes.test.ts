import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { firstLine, storyText } from '../../../answers/explain/explain-text.ts'
import { explainLongest } from '../../../answers/explain/explained-run.ts'
import type { JobStory } from '../../../answers/explain/job-story.ts'
import { readExperiment } from '../../../bench/experiment/read.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const node = (name: string, spec: object = {}, labels: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: { name, labels: { 'kubernetes.io/hostname': name, ...labels } },
  spec,
  status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } },
})

const deployment = (name: string, replicas: number, pod: object = {}, cpu = '1') => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'shop' },
  spec: {
    replicas,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { ...pod, containers: [{ name, image: 'a', resources: { requests: { cpu, memory: '1Gi' } } }] },
    },
  },
})

const running = (number: number) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `web-${number}`, namespace: 'shop' },
  spec: {
    nodeName: 'a',
    terminationGracePeriodSeconds: 30,
    containers: [{ name: 'web', image: 'a', resources: { requests: { cpu: '1', memory: '1Gi' } } }],
  },
  status: { phase: 'Running' },
})

/** The job that waits longest in ten minutes of a cluster of these objects. */
async function longest(...objects: object[]): Promise<JobStory> {
  return (await storiesOf(...objects))[0]!
}

/** Two jobs at most, the one that waits longer first. */
async function storiesOf(...objects: object[]): Promise<JobStory[]> {
  const folder = temporaryFolder()
  writeFileSync(
    join(folder, 'm.yaml'),
    objects.map(each => stringify(each, { aliasDuplicateObjects: false })).join('---\n'),
  )
  const file = join(folder, 'run.yaml')
  writeFileSync(
    file,
    'name: Dump\nsystem: kubernetes-controllers\nseeds: 1\ncluster: { files: [m.yaml], job-duration: 1 h }\nuntil: 10 min\n',
  )
  const { runs } = await readExperiment(file)
  return explainLongest(runs[0]!.spec, 2)
}

describe('on Kubernetes the first line has the words of the scheduler:', () => {
  it('a taint', async () => {
    const tainted = node('a', { taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }] })
    expect(firstLine(await longest(tainted, deployment('web', 1)))).toContain(
      'because its scheduler found no machine for it: 0/1 nodes are available: 1 node(s) had untolerated taint(s)',
    )
  })

  it('node affinity', async () => {
    const story = await longest(node('a'), deployment('web', 1, { nodeSelector: { disk: 'ssd' } }))
    expect(firstLine(story)).toContain("1 node(s) didn't match Pod's node affinity/selector")
  })

  // One zone has a node and the other is full of another's pod: the third pod of the first would be one too many.
  it('topology spread', async () => {
    const spread = {
      topologySpreadConstraints: [
        {
          topologyKey: 'zone',
          maxSkew: 1,
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels: { app: 'web' } },
        },
      ],
    }
    const story = await longest(
      node('a', {}, { zone: 'a' }),
      node('b', { unschedulable: true }, { zone: 'b' }),
      deployment('web', 3, spread),
    )
    expect(firstLine(story)).toMatch(/didn't match pod topology spread constraints/)
  })

  it('too little room', async () => {
    const story = await longest(node('a'), deployment('web', 6))
    expect(firstLine(story)).toContain('0/1 nodes are available: 1 Insufficient cpu')
    expect(storyText(story)).toContain(
      'was tried by the scheduler: 0/1 nodes are available: 1 Insufficient cpu',
    )
  })

  // Nobody owns these pods: the fifth core that is asked for is one too many. Nothing more happens in the ten minutes.
  it('a node that had no room for a pod that names it', async () => {
    const story = await longest(node('a'), ...[1, 2, 3, 4, 5].map(running))
    expect(firstLine(story)).toMatch(
      / waited 600 s and still waits because its pod was over and nobody made another: OutOfcpu, refused by the kubelet of a and not made again\.$/,
    )
  })

  // Pods that run take all of the node; `db` is more important, and waits until two of them have terminated, which takes 30 s.
  it('preemption that makes room', async () => {
    const critical = {
      apiVersion: 'scheduling.k8s.io/v1',
      kind: 'PriorityClass',
      metadata: { name: 'critical' },
      value: 1000,
    }
    const stories = await storiesOf(
      node('a'),
      critical,
      ...[1, 2, 3, 4].map(running),
      deployment('db', 1, { priorityClassName: 'critical' }, '2'),
    )
    const told = stories.map(storyText).find(text => text.includes('preemption makes room'))
    expect(told).toMatch(
      /^Job \d+ waited 3\d\.\d+ s, .* 1 Insufficient cpu\.; preemption makes room for it on a\.\n/,
    )
  })
})
