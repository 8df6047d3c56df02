/**
 * Definitions with what their readers say, as text.
 */

import type { Path } from '../../../../systems/definition-file/report.ts'
import { type Definitions, readDefinitions } from '../../../../systems/marathon/definition/definitions.ts'
import type { Era } from '../../../../systems/marathon/flags.ts'

export interface Read extends Definitions {
  /** `path: found …, expected …; remedy`. */
  readonly faults: readonly string[]
  readonly notModelled: readonly string[]
}

/** Reads files, each the JSON value that it holds. */
export function read(values: readonly unknown[], era: Era = 'head'): Read {
  const faults: string[] = []
  const notModelled: string[] = []
  const place = (file: number, at: Path) => [...(values.length > 1 ? [file] : []), ...at].join('.')
  const definitions = readDefinitions(
    values.map((value, file) => ({
      value,
      report: {
        wrong: (at, { found, expected, remedy }) =>
          faults.push(
            `${place(file, at)}: found ${found}, expected ${expected}${remedy === undefined ? '' : `; ${remedy}`}`,
          ),
        said: (at, sentence) => faults.push(`${place(file, at)}: ${sentence}`),
        field: (name, isModelled) => {
          if (!isModelled) notModelled.push(name)
        },
      },
    })),
    era,
  )
  const { apps, groups } = definitions
  return { apps, groups, faults, notModelled }
}

/** The app of a definition without fault; others may stand beside it. */
export function readOne(value: object, era: Era = 'head', beside: readonly string[] = []) {
  const others = beside.map(id => ({ id, cmd: 'run' }))
  const { apps, faults, notModelled } = read([{ id: 'web', cmd: 'run', ...value }, ...others], era)
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return { ...apps[0]!, notModelled: [...notModelled].sort() }
}
