import { describe, expect, it } from 'vitest'
import { SECOND } from '../../../../sim/engine/time.ts'
import { type MonitoredNode, NodeMonitor } from '../../../../systems/kubernetes/node-life/node-monitor.ts'
import { type NodeLifeOptions, nodeLifeDefaults } from '../../../../systems/kubernetes/node-life/options.ts'
import { zoneState } from '../../../../systems/kubernetes/node-life/zone-state.ts'

/** Writes down what becomes of nodes, in seconds: '50 3 Unknown', '50 3 +NoSchedule', '55 3 +NoExecute'. */
function watched(nodes: readonly MonitoredNode[], options: NodeLifeOptions = nodeLifeDefaults) {
  const log: string[] = []
  let now = 0
  const note = (node: number, what: string) => log.push(`${now / SECOND} ${node} ${what}`)
  const monitor = new NodeMonitor(nodes, options, {
    setReady: (node, ready) => note(node, ready),
    taint: (node, effect, isTainted) => note(node, `${isTainted ? '+' : '-'}${effect}`),
    // Each of them is followed by the taint, which is noted.
    evicts: () => {},
  })
  const runTo = (seconds: number) => {
    for (;;) {
      const next = monitor.nextAt(now)
      if (next > seconds * SECOND) break
      now = next
      monitor.run(now)
    }
    now = seconds * SECOND
  }
  const at = (seconds: number, what: (now: number) => void) => {
    runTo(seconds)
    what(now)
  }
  const evicted = () =>
    log.filter(line => line.endsWith('+NoExecute')).map(line => line.split(' ').slice(0, 2).join(' '))
  return { monitor, log, runTo, at, evicted }
}

const zoneOf = (zone: string, count: number): MonitoredNode[] =>
  Array.from({ length: count }, () => ({ zone, firstHeartbeat: 0 }))

const crash = (monitor: NodeMonitor, from: number, to: number, now: number) => {
  for (let node = from; node < to; node++) monitor.stopped(node, now)
}

describe('a node that dies', () => {
  /** Right after its heartbeat at 0 s, which a look sees: 50 s later it is Unknown, and a look later it is to be evicted. */
  it('is Unknown after 50 s, and evicted a look later', () => {
    const { monitor, log, runTo } = watched(zoneOf('a', 10))
    monitor.stopped(0, 0)
    runTo(1000)
    expect(log).toEqual(['50 0 Unknown', '50 0 +NoSchedule', '55 0 +NoExecute'])
  })

  /** Heartbeats at 3, 13, 23 …; it dies at 30 s, the last heartbeat was seen at 25 s. */
  it('is missed from the look on that saw its last heartbeat', () => {
    const { log, at, runTo, monitor } = watched([
      ...zoneOf('a', 9),
      { zone: 'a', firstHeartbeat: 3 * SECOND },
    ])
    at(30, now => monitor.stopped(9, now))
    runTo(1000)
    expect(log).toEqual(['75 9 Unknown', '75 9 +NoSchedule', '80 9 +NoExecute'])
  })

  it('is missed by nobody when it is back before its grace is over', () => {
    const { log, at, runTo, monitor } = watched(zoneOf('a', 10))
    monitor.stopped(0, 0)
    at(49, () => monitor.back(0))
    runTo(1000)
    expect(log).toEqual([])
    expect(monitor.nextAt(1000 * SECOND)).toBe(Number.POSITIVE_INFINITY)
  })

  it('takes pods again when a look has seen that it is back', () => {
    const { log, at, runTo, monitor } = watched(zoneOf('a', 10))
    monitor.stopped(0, 0)
    at(101, () => monitor.back(0))
    runTo(1000)
    expect(log.slice(3)).toEqual(['101 0 True', '101 0 -NoSchedule', '105 0 -NoExecute'])
  })

  it('is noticed after 40 s before 1.32', () => {
    const { log, monitor, runTo } = watched(zoneOf('a', 10), {
      ...nodeLifeDefaults,
      gracePeriod: 40 * SECOND,
    })
    monitor.stopped(0, 0)
    runTo(100)
    expect(log[0]).toBe('40 0 Unknown')
  })
})

describe('an eviction storm', () => {
  /** 4 of 10 die together: less than 55 %, so the zone is normal and one node is tainted every 10 s. */
  it('takes a node every ten seconds in a zone that is well', () => {
    const { monitor, evicted, runTo } = watched(zoneOf('a', 10))
    crash(monitor, 0, 4, 0)
    runTo(1000)
    expect(evicted()).toEqual(['55 0', '65 1', '75 2', '85 3'])
    expect(monitor.stateOf('a')).toBe('Normal')
  })

  /** 60 of 100: the zone is large and partly disrupted, so one node every 100 s. */
  it('takes a node every hundred seconds where most of a large zone is down', () => {
    const { monitor, evicted, runTo } = watched(zoneOf('a', 100))
    crash(monitor, 0, 60, 0)
    runTo(500)
    expect(monitor.stateOf('a')).toBe('PartialDisruption')
    // The rate for a zone that is well had a token left, which the change of rates takes for itself.
    expect(evicted()).toEqual(['55 0', '155 1', '255 2', '355 3', '455 4'])
  })

  /** 30 of 50: a zone of 50 is small. When ten are back, 20 of 50 are less than 55 %: it goes on, ten seconds after that look. */
  it('takes none where most of a small zone is down, and goes on when enough are back', () => {
    const { monitor, evicted, at, runTo } = watched(zoneOf('a', 50))
    crash(monitor, 0, 30, 0)
    at(400, () => {})
    expect(evicted()).toEqual([])
    at(402, () => {
      for (let node = 0; node < 10; node++) monitor.back(node)
    })
    runTo(440)
    expect(evicted()).toEqual(['415 10', '425 11', '435 12'])
  })

  /** One of two zones is down as a whole: it is evicted as fast as a zone that is well. */
  it('goes on at the usual rate where a whole zone is down and another is not', () => {
    const { monitor, evicted, runTo } = watched([...zoneOf('a', 3), ...zoneOf('b', 3)])
    crash(monitor, 0, 3, 0)
    runTo(100)
    expect(monitor.stateOf('a')).toBe('FullDisruption')
    expect(evicted()).toEqual(['55 0', '65 1', '75 2'])
  })

  /** Zone b follows 20 s later: at 70 s no node is ready. What was tainted is forgiven, and nothing more is. */
  it('evicts nobody while every zone is down', () => {
    const { monitor, log, at, runTo } = watched([...zoneOf('a', 3), ...zoneOf('b', 3)])
    crash(monitor, 0, 3, 0)
    at(20, now => crash(monitor, 3, 6, now))
    runTo(500)
    expect(log.filter(line => line.includes('NoExecute'))).toEqual([
      ...['55 0 +NoExecute', '65 1 +NoExecute', '70 0 -NoExecute', '70 1 -NoExecute'],
    ])
    at(501, () => monitor.back(5))
    runTo(540)
    // From the look at 505 s on; the rates were at nought, so that the first token is gone.
    expect(log.filter(line => line.endsWith('+NoExecute')).slice(2)).toEqual([
      ...['515 0 +NoExecute', '515 3 +NoExecute', '525 1 +NoExecute', '525 4 +NoExecute', '535 2 +NoExecute'],
    ])
  })
})

it('judges zones by the shares of their nodes that are not ready', () => {
  const of = (nodes: number, unready: number) => zoneState(nodes, unready, nodeLifeDefaults)
  expect(of(10, 0)).toBe('Normal')
  expect(of(20, 10)).toBe('Normal')
  expect(of(20, 11)).toBe('PartialDisruption')
  // Two nodes are too few to say anything.
  expect(of(3, 2)).toBe('Normal')
  expect(of(4, 3)).toBe('PartialDisruption')
  expect(of(2, 2)).toBe('FullDisruption')
})

describe('a node that never was there', () => {
  it('is given up from the beginning, and counts as one that is not ready', () => {
    const { monitor, log, runTo, at } = watched(zoneOf('a', 3))
    monitor.absent(0)
    // It is gone already; that it stops is no news.
    monitor.stopped(0, 0)
    runTo(1000)
    expect(log).toEqual(['0 0 Unknown', '0 0 +NoSchedule', '0 0 +NoExecute'])
    // When it comes, a look takes its taint away.
    at(1001, () => monitor.back(0))
    runTo(2000)
    expect(log.slice(3)).toEqual(['1001 0 True', '1001 0 -NoSchedule', '1005 0 -NoExecute'])
    expect(monitor.nextAt(2000 * SECOND)).toBe(Number.POSITIVE_INFINITY)
  })

  it('is one of those that make a disruption of its zone', () => {
    // Three of five, with the one that dies: 60 % and more than two.
    const { monitor, runTo } = watched(zoneOf('a', 5))
    monitor.absent(0)
    monitor.absent(1)
    monitor.stopped(2, 0)
    runTo(100)
    expect(monitor.stateOf('a')).toBe('PartialDisruption')
  })
})
