/**
 * Disk of an offer for an instance: its scratch space, and the persistent volumes that are to be reserved for it
 * (Marathon 90619da, ResourceMatcher.scala).
 */
import type { Volume } from './app.ts'
import { pathCheckOf } from './constraints.ts'
import type { DiskSource, ScalarResource } from './offer.ts'

export interface DiskUse {
  readonly resource: ScalarResource
  /** Of the resource, in thousandths of a MiB. */
  readonly milli: number
  /** Index of the volume that lies there; null for scratch space. */
  readonly volume: number | null
}

/** One piece of disk to find: a volume of an app, made ready once. */
export interface WantedDisk {
  readonly type: Volume['type']
  readonly size: number
  readonly maxSize: number
  readonly volume: number | null
  readonly allows: (path: string) => boolean
}

/**
 * Where everything goes, or null when it does not fit. RAW and BLOCK disks are left alone.
 *
 * - Scratch space and root volumes come out of the agent's root disk.
 * - A path volume lies on one path, though it may take several resources of it; the path with most room is tried first.
 * - A mount volume takes the first disk of the offer that is large enough, and takes it whole.
 *
 * Of each kind the largest is placed first.
 *
 * @param disks what the selector accepts
 */
export function matchDisks(
  scratch: number,
  volumes: readonly WantedDisk[],
  disks: readonly ScalarResource[],
): DiskUse[] | null {
  const wanted = (type: Volume['type']) =>
    volumes.filter(volume => volume.type === type).sort((one, other) => other.size - one.size)
  const scratchSpace: WantedDisk[] =
    scratch > 0 ? [{ type: 'root', size: scratch, maxSize: Infinity, volume: null, allows: () => true }] : []
  const root = divide([...scratchSpace, ...wanted('root')], ofType(disks, 'root'))
  const path = divide(wanted('path'), ofType(disks, 'path'))
  const mount = takeWhole(wanted('mount'), ofType(disks, 'mount'))
  return root === null || path === null || mount === null ? null : [...root, ...path, ...mount]
}

/**
 * The volumes of an app, ready to be looked for.
 *
 * @throws SwitchyardError if a constraint of one cannot be used. The sentence begins with `where`.
 */
export function wantedDisks(volumes: readonly Volume[], where: string): WantedDisk[] {
  return volumes.map(({ type, size, maxSize = Infinity, constraints }, volume) => {
    const checks = constraints.map(constraint => pathCheckOf(constraint, `${where}, volume ${volume}`))
    return { type, size, maxSize, volume, allows: path => checks.every(check => check(path)) }
  })
}

function ofType(disks: readonly ScalarResource[], type: DiskSource['type']): ScalarResource[] {
  return disks.filter(({ source }) => (source?.type ?? 'root') === type)
}

/** Resources of one source, with what is left of each. */
interface Room {
  readonly path: string
  readonly resources: readonly ScalarResource[]
  readonly left: number[]
}

function roomLeft({ left }: Room): number {
  return left.reduce((sum, milli) => sum + milli, 0)
}

function divide(wanted: readonly WantedDisk[], disks: readonly ScalarResource[]): DiskUse[] | null {
  const paths = new Set(disks.map(({ source }) => source?.path ?? ''))
  const rooms = [...paths].map((path): Room => {
    const resources = disks.filter(({ source }) => (source?.path ?? '') === path)
    return { path, resources, left: resources.map(({ milli }) => milli) }
  })
  const uses: DiskUse[] = []
  for (const { size, volume, allows } of wanted) {
    rooms.sort((one, other) => roomLeft(other) - roomLeft(one))
    const room = rooms.find(candidate => allows(candidate.path) && roomLeft(candidate) >= size)
    if (room === undefined) return null
    let missing = size
    for (const [at, resource] of room.resources.entries()) {
      const milli = Math.min(missing, room.left[at]!)
      if (milli === 0) continue
      room.left[at]! -= milli
      missing -= milli
      uses.push({ resource, milli, volume })
    }
  }
  return uses
}

function takeWhole(wanted: readonly WantedDisk[], disks: readonly ScalarResource[]): DiskUse[] | null {
  const free = [...disks]
  const uses: DiskUse[] = []
  for (const { size, maxSize, volume, allows } of wanted) {
    const at = free.findIndex(
      ({ milli, source }) => milli >= size && milli <= maxSize && allows(source?.path ?? ''),
    )
    if (at < 0) return null
    const [resource] = free.splice(at, 1)
    uses.push({ resource: resource!, milli: resource!.milli, volume })
  }
  return uses
}
