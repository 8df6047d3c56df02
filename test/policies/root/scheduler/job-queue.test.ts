import { expect, it } from 'vitest'
import { shortestFirst } from '../../../../policies/order/shortest-first.ts'
import { JobQueue } from '../../../../policies/root/scheduler/job-queue.ts'
import { Standings } from '../../../../policies/root/scheduler/standings.ts'
import { NONE } from '../../../../sim/world/handles.ts'
import { idleCluster } from '../../../support/idle-cluster.ts'
import { machinesOf } from '../../../support/watched-run.ts'

it('stays sorted whichever side moves, for jobs that come and go anywhere', () => {
  const cluster = idleCluster(machinesOf(1, 1))
  const standings = new Standings(cluster.jobs)
  const queue = new JobQueue(shortestFirst, cluster, standings, 4)
  const expected: number[] = []
  let drawn = 7
  const draw = (below: number) => {
    drawn = (drawn * 1_103_515_245 + 12_345) % 2 ** 31
    return Math.floor((drawn / 2 ** 31) * below)
  }
  for (let i = 0; i < 400; i++) {
    if (expected.length > 0 && draw(5) < 2) {
      const place = draw(expected.length)
      expect(queue.placeOf(expected[place]!)).toBe(place)
      queue.removeAt(place)
      expected.splice(place, 1)
    } else {
      const estimate = 1 + draw(50)
      const job = cluster.addJob({ estimate })
      standings.take(job, 0)
      standings.entered[job] = i
      const place = expected.filter(each => cluster.jobs.estimate[each]! <= estimate).length
      expect(queue.insert(job)).toBe(place)
      expected.splice(place, 0, job)
    }
    expect(Array.from({ length: queue.length }, (_, place) => queue.at(place))).toEqual(expected)
  }
  const head = cluster.addJob({ estimate: 99 })
  queue.insertFirst(head)
  expect([queue.at(0), queue.at(1)]).toEqual([head, expected[0]])
})

it('does not know a job that has left, also where nobody took its place', () => {
  const cluster = idleCluster(machinesOf(1, 1))
  const standings = new Standings(cluster.jobs)
  const queue = new JobQueue(shortestFirst, cluster, standings, 4)
  const [short, long] = [cluster.addJob({ estimate: 1 }), cluster.addJob({ estimate: 2 })]
  for (const job of [short, long]) {
    standings.take(job, 0)
    queue.insert(job)
  }
  queue.removeAt(1)
  expect([queue.placeOf(long), queue.placeOf(short), queue.length]).toEqual([NONE, 0, 1])
  queue.removeAt(0)
  expect([queue.placeOf(short), queue.placeOf(long), queue.length]).toEqual([NONE, NONE, 0])
})
