import { describe, expect, it } from 'vitest'
import type { Volume } from '../../../systems/marathon/app.ts'
import { constraintOf } from '../../../systems/marathon/constraints.ts'
import { matchDisks, wantedDisks } from '../../../systems/marathon/disks.ts'
import type { DiskSource, ScalarResource } from '../../../systems/marathon/offer.ts'

const disk = (type: DiskSource['type'], milli: number, path = '/'): ScalarResource => ({
  name: 'disk',
  milli,
  role: '*',
  labels: {},
  source: { type, path },
})
const volume = (type: Volume['type'], size: number, more: Partial<Volume> = {}): Volume => ({
  type,
  size,
  constraints: [],
  ...more,
})
const uses = (scratch: number, volumes: Volume[], disks: ScalarResource[]) =>
  matchDisks(scratch, wantedDisks(volumes, '/app'), disks)?.map(use => [
    use.resource.source?.path,
    use.milli,
    use.volume,
  ]) ?? null

describe('disk', () => {
  it('of scratch space and root volumes comes out of the root disk together', () => {
    expect(uses(30, [volume('root', 70)], [disk('root', 100)])).toEqual([
      ['/', 30, null],
      ['/', 70, 0],
    ])
    expect(uses(31, [volume('root', 70)], [disk('root', 100)])).toBeNull()
  })

  it('of a path volume lies on one path, in several of its resources if need be', () => {
    const disks = [disk('path', 1024, '/1'), disk('path', 1024, '/2')]
    expect(uses(0, [volume('path', 1500)], disks)).toBeNull()
    expect(uses(0, [volume('path', 1500)], [...disks, disk('path', 500, '/2')])).toEqual([
      ['/2', 1024, 0],
      ['/2', 476, 0],
    ])
  })

  it('of path volumes is spread, most room first', () => {
    // /1 has 100, /2 has 80: the first takes 30 of /1, which leaves 70, so the second goes to /2.
    const disks = [disk('path', 100, '/1'), disk('path', 80, '/2')]
    expect(uses(0, [volume('path', 30), volume('path', 30)], disks)).toEqual([
      ['/1', 30, 0],
      ['/2', 30, 1],
    ])
  })

  it('of the largest volume of a kind is found first', () => {
    // The other way round 300 would lie on /1, which has most room, and no path would be left for 700.
    const disks = [disk('path', 700, '/1'), disk('path', 300, '/2')]
    expect(uses(0, [volume('path', 300), volume('path', 700)], disks)).toEqual([
      ['/1', 700, 1],
      ['/2', 300, 0],
    ])
  })

  it('of a mount volume is the first in the offer that is large enough, whole, and not above its maximum', () => {
    const disks = [disk('mount', 900, '/a'), disk('mount', 400, '/b'), disk('mount', 600, '/c')]
    expect(uses(0, [volume('mount', 500), volume('mount', 500)], disks)).toEqual([
      ['/a', 900, 0],
      ['/c', 600, 1],
    ])
    // The larger one goes first and takes /a, though /c would do, so that /b is left for the smaller one.
    expect(uses(0, [volume('mount', 300, { maxSize: 400 }), volume('mount', 500)], disks)).toEqual([
      ['/a', 900, 1],
      ['/b', 400, 0],
    ])
    expect(uses(0, [volume('mount', 500, { maxSize: 550 })], disks)).toBeNull()
  })

  it('obeys a constraint on the path, and leaves RAW and BLOCK disks alone', () => {
    const constraints = [constraintOf(['path', 'LIKE', '.+-b'], 'head', '')]
    const disks = [disk('path', 900, '/disk-a'), disk('path', 600, '/disk-b')]
    expect(uses(0, [volume('path', 500, { constraints })], disks)).toEqual([['/disk-b', 500, 0]])
    expect(uses(1, [], [disk('raw', 100), disk('block', 100)])).toBeNull()
    expect(uses(0, [], [])).toEqual([])
  })
})
