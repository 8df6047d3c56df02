/**
 * No event leaves a pod parked that would fit: the queue with hints against a decision for every parked pod after every event.
 */
import { expect, it } from 'vitest'
import { type Random, Streams } from '../../../sim/chance/random.ts'
import { SECOND } from '../../../sim/engine/time.ts'
import { Cluster } from '../../../systems/kubernetes/cluster.ts'
import type { ClusterEvent } from '../../../systems/kubernetes/cluster-event.ts'
import { rejectorsOf } from '../../../systems/kubernetes/decision.ts'
import type { Node } from '../../../systems/kubernetes/node.ts'
import { type Pod, type PodTemplate, podOf } from '../../../systems/kubernetes/pod.ts'
import { defaultArgs, defaultProfile } from '../../../systems/kubernetes/profile.ts'
import { SchedulingQueue } from '../../../systems/kubernetes/queue.ts'
import { Scheduler } from '../../../systems/kubernetes/scheduler.ts'
import { selectorOf } from '../../../systems/kubernetes/selector.ts'
import { asking, node, template } from './pods.ts'

const pick = <T>(draw: Random, choices: readonly T[]): T => choices[draw.below(choices.length)]!

function randomNode(draw: Random, name: string): Node {
  const zone = pick(draw, ['', 'a', 'b'])
  return node(
    name,
    { ...(zone === '' ? {} : { zone }), disk: pick(draw, ['ssd', 'hdd']) },
    {
      taints: draw.below(4) === 0 ? [{ key: 'k', value: '', effect: 'NoSchedule' }] : [],
      unschedulable: draw.below(6) === 0,
      allocatable: { cpuMilli: 1000 * (1 + draw.below(3)), memoryBytes: 2 ** 33 },
    },
  )
}

function randomTemplate(draw: Random): PodTemplate {
  const app = pick(draw, ['x', 'y'])
  const selector = selectorOf([['app', pick(draw, ['x', 'y'])]])
  const term = {
    topologyKey: 'zone',
    selector,
    namespaces: new Set(['default']),
    namespaceSelector: 'nothing' as const,
  }
  const required = { required: [term], preferred: [] }
  return template({
    labels: new Map([['app', app]]),
    requests: asking({ cpuMilli: pick(draw, [500, 1000, 2500]) }),
    nodeSelector: draw.below(4) === 0 ? new Map([['disk', 'ssd']]) : new Map(),
    tolerations: draw.below(4) === 0 ? [{ key: 'k', operator: 'Exists', value: '', effect: '' }] : [],
    hostPorts: draw.below(4) === 0 ? [{ protocol: 'TCP', ip: '0.0.0.0', port: 80 }] : [],
    affinity: draw.below(4) === 0 ? required : null,
    antiAffinity: draw.below(4) === 0 ? required : null,
    spread:
      draw.below(3) === 0
        ? [
            {
              topologyKey: 'zone',
              maxSkew: 1,
              hard: true,
              selector,
              minDomains: 1,
              honorsAffinity: draw.below(2) === 0,
              honorsTaints: draw.below(2) === 0,
            },
          ]
        : [],
  })
}

class World {
  readonly cluster = new Cluster()
  readonly queue = new SchedulingQueue({ cluster: this.cluster })
  readonly scheduler = new Scheduler({
    cluster: this.cluster,
    profile: defaultProfile(defaultArgs, 100),
    ties: 'first',
  })
  readonly waiting = new Set<Pod>()
  readonly running: Pod[] = []
  now = 0
  readonly #draw: Random

  constructor(draw: Random) {
    this.#draw = draw
  }

  happened(event: ClusterEvent): void {
    this.queue.happened(event, this.now)
  }

  /** Everything that is ready is tried. */
  settle(): void {
    this.queue.flushBackoff(this.now)
    for (let queued = this.queue.pop(); queued !== null; queued = this.queue.pop()) {
      const decision = this.scheduler.attempt(queued.pod)
      if (decision.info === null) this.queue.rejected(queued, rejectorsOf(decision), this.now)
      else {
        this.scheduler.assume(decision, this.now)
        this.queue.remove(queued.pod)
        this.waiting.delete(queued.pod)
        this.running.push(queued.pod)
        this.happened({ kind: 'pod-assigned', pod: queued.pod })
      }
    }
  }

  step(i: number): void {
    const draw = this.#draw
    this.now += 20 * SECOND
    const name = `n${draw.below(5)}`
    const info = this.cluster.node(name)
    const chance = draw.below(4)
    if (chance < 2) {
      const pod = podOf(randomTemplate(draw), `p${i}`)
      this.waiting.add(pod)
      this.queue.add(pod, this.now)
    } else if (chance === 2 && this.running.length > 0) {
      const [pod] = this.running.splice(draw.below(this.running.length), 1)
      this.cluster.removePod(pod!)
      this.happened({ kind: 'pod-removed', pod: pod! })
    } else if (info === undefined) {
      const node = randomNode(draw, name)
      this.cluster.addNode(node)
      this.happened({ kind: 'node-added', node })
    } else if (draw.below(3) > 0) {
      const [before, after] = [info.node, randomNode(draw, name)]
      this.cluster.updateNode(after)
      this.happened({ kind: 'node-updated', before, after })
    } else {
      const pods = this.cluster.removeNode(name)
      for (const pod of pods) this.running.splice(this.running.indexOf(pod), 1)
      for (const pod of pods) this.happened({ kind: 'pod-removed', pod })
      this.happened({ kind: 'node-removed', node: info.node })
    }
    this.settle()
  }
}

it.each(['oak', 'elm', 'ash', 'fir', 'yew', 'box', 'bay', 'fig', 'pear', 'plum', 'pine', 'palm'])(
  'no schedulable pod waits in vain (%s)',
  seed => {
    const world = new World(new Streams(seed).stream('events'))
    let parked = 0
    for (let i = 0; i < 400; i++) {
      world.step(i)
      for (const pod of world.waiting) {
        if (world.queue.placeOf(pod) !== 'unschedulable') continue
        parked++
        expect(`${i} ${pod.key} ${world.scheduler.attempt(pod).info?.node.name ?? 'nowhere'}`).toBe(
          `${i} ${pod.key} nowhere`,
        )
      }
    }
    expect(parked).toBeGreaterThan(100)
  },
)
