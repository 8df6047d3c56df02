import { expect, it } from 'vitest'
import { VERDICT_NAMES, Verdict } from '../../../sim/world/claims.ts'
import { ALLOWED, Next, Reasons } from '../../../sim/world/reasons.ts'

it('begin with the verdicts, under their own numbers, all of which leave hope', () => {
  const reasons = new Reasons()
  expect(reasons.sentence(Verdict.NoRoom)).toBe('conflict: the resources are gone')
  expect(VERDICT_NAMES.map((_, verdict) => reasons.next(verdict))).toEqual(VERDICT_NAMES.map(() => Next.Wait))
  // Eight verdicts, 0 to 7.
  expect(reasons.number('the rack is full')).toBe(8)
})

it('have one number for a sentence, and what follows from it', () => {
  const reasons = new Reasons()
  const rack = reasons.number('the rack is full')
  const disk = reasons.number('the machine has no disk', Next.NeverHere)
  expect(new Set([rack, disk, ALLOWED]).size).toBe(3)
  expect([reasons.number('the rack is full'), reasons.number('the machine has no disk')]).toEqual([
    rack,
    disk,
  ])
  expect([reasons.sentence(rack), reasons.next(rack)]).toEqual(['the rack is full', Next.Wait])
  expect([reasons.sentence(disk), reasons.next(disk)]).toEqual(['the machine has no disk', Next.NeverHere])
})
