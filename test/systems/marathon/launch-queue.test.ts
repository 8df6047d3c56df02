import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../sim/engine/time.ts'
import { Backoff, backoffDefaults } from '../../../systems/marathon/backoff.ts'
import { LaunchQueue } from '../../../systems/marathon/launch-queue.ts'

describe('the launch queue', () => {
  const backoff = () => new Backoff(backoffDefaults('head'), 'head')

  it('adds up instances of one configuration, and forgets an app with its last launch', () => {
    const queue = new LaunchQueue()
    const web = backoff()
    queue.add('/web', 2, web)
    queue.add('/web', 1, web)
    expect(queue.get('/web')).toEqual({ id: '/web', toLaunch: 3, heldUntil: null })
    queue.launched('/web')
    expect(queue.withdraw('/web', 5)).toBe(2)
    expect([queue.get('/web'), queue.withdraw('/web', 1)]).toEqual([null, 0])
  })

  it('begins anew with another configuration', () => {
    const queue = new LaunchQueue()
    queue.add('/web', 5, backoff())
    queue.add('/web', 1, backoff())
    expect(queue.get('/web')!.toLaunch).toBe(1)
  })

  it('holds an app until its back-off is over', () => {
    const queue = new LaunchQueue()
    const held = backoff()
    held.add(0)
    queue.add('/held', 1, held)
    queue.add('/free', 1, backoff())
    expect([queue.ready(0), queue.nextReadyAt(0)]).toEqual([['/free'], SECOND])
    expect([queue.ready(SECOND), queue.nextReadyAt(SECOND)]).toEqual([['/held', '/free'], NEVER])
  })
})
