/**
 * Lists are axes: an experiment with lists stands for as many experiments without, one for each combination of values.
 */
import { stringify } from 'yaml'
import * as z from 'zod'
import type { AxisValue } from '../plan.ts'
import { loadLabels } from './load.ts'
import { perCent } from './ratios.ts'
import type { Path } from './validation.ts'

export interface FoundAxis {
  readonly path: Path
  /** The last key, or the dotted path where two axes end in the same key. */
  readonly name: string
  /** As they stand in the file. */
  readonly raw: readonly unknown[]
  /** As reports show them. */
  readonly values: readonly AxisValue[]
}

/** One combination: the experiment without lists, and which value of each axis it took. */
export interface Combination {
  readonly value: Record<string, unknown>
  readonly axes: Readonly<Record<string, AxisValue>>
  /** The place in the file of a path of this combination. */
  readonly place: (path: Path) => Path
}

/** The axes of an experiment, in the order of the file. `point` is the type of one combination. */
export function findAxes(value: unknown, point: z.core.$ZodType): FoundAxis[] {
  const found: { path: Path; raw: unknown[] }[] = []
  search(value, point, [], found)
  const dotted = (path: Path) => path.map(String).join('.')
  // The share of a load is a load, wherever in its map it stands.
  const last = (path: Path) => String(path[0] === 'load' && path[1] !== 'of' ? path[0] : path.at(-1))
  return found.map(({ path, raw }) => ({
    path,
    name: found.filter(other => last(other.path) === last(path)).length > 1 ? dotted(path) : last(path),
    raw,
    values: labelsOf(path, raw),
  }))
}

/** Every combination of the values, the last axis turning fastest. */
export function* combinations(
  value: Record<string, unknown>,
  axes: readonly FoundAxis[],
): Generator<Combination> {
  const turns = axes.map(() => 0)
  for (;;) {
    yield combine(value, axes, [...turns])
    let turning = axes.length - 1
    while (turning >= 0 && ++turns[turning]! === axes[turning]!.raw.length) turns[turning--] = 0
    if (turning < 0) return
  }
}

function combine(
  whole: Record<string, unknown>,
  axes: readonly FoundAxis[],
  turns: readonly number[],
): Combination {
  const value = structuredClone(whole)
  for (const [i, { path, raw }] of axes.entries()) {
    let holder = value
    for (const key of path.slice(0, -1)) holder = holder[key as string] as Record<string, unknown>
    holder[path.at(-1) as string] = structuredClone(raw[turns[i]!])
  }
  return {
    value,
    axes: Object.fromEntries(axes.map(({ name, values }, i) => [name, values[turns[i]!]!])),
    place: path => placed(path, axes, turns),
  }
}

/** Puts the index of the chosen value back behind the path of its axis. */
function placed(path: Path, axes: readonly FoundAxis[], turns: readonly number[]): Path {
  const at = axes.findIndex(axis => axis.path.every((key, i) => String(key) === String(path[i])))
  if (at < 0) return path
  const { length } = axes[at]!.path
  return [...path.slice(0, length), turns[at]!, ...path.slice(length)]
}

function labelsOf(path: Path, raw: readonly unknown[]): AxisValue[] {
  const loads = path[0] === 'load' && path.length === 1 ? loadLabels(raw) : []
  return raw.map((value, i) => loads[i] ?? label(value))
}

function label(value: unknown): AxisValue {
  const share = perCent(value)
  if (share !== undefined) return share
  if (typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return value as AxisValue
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
}

/** Looks for lists where the schema wants one value. */
function search(
  value: unknown,
  schema: z.core.$ZodType,
  path: Path,
  found: { path: Path; raw: unknown[] }[],
): void {
  const kinds = options(schema)
  if (Array.isArray(value)) {
    const list = kinds.find(kind => kind instanceof z.ZodArray)
    if (list !== undefined)
      for (const [i, item] of value.entries()) search(item, list.element, [...path, i], found)
    else if (value.length > 0 && kinds.some(isLeaf)) found.push({ path, raw: value })
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      const inner = kinds.map(kind => child(kind, key)).find(schema => schema !== undefined)
      if (inner !== undefined) search(part, inner, [...path, key], found)
    }
  }
}

/** The schemas that a value may satisfy, without wrappers for defaults and transformations. */
function options(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(options)
  if (schema instanceof z.ZodPipe) return options(schema.in)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return options(schema.unwrap())
  }
  return [schema]
}

function child(schema: z.core.$ZodType, key: string): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined
  return schema instanceof z.ZodRecord ? schema.valueType : undefined
}

function isLeaf(schema: z.core.$ZodType): boolean {
  return !(schema instanceof z.ZodObject || schema instanceof z.ZodRecord || schema instanceof z.ZodArray)
}
