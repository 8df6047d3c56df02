/**
 * Which sorters Mesos at head ranks with: the settings `--role_sorter` and `--framework_sorter`.
 */
import type { Random } from '../../sim/chance/random.ts'
import { DrfSorter } from './drf-sorter.ts'
import { RandomSorter } from './random-sorter.ts'
import type { NewSorter, NewSorters } from './ranks.ts'

/** By dominant share, or by chance in proportion to the weights. */
export type SorterName = 'drf' | 'random'

/** Of roles, and of the frameworks of each. */
export interface SorterNames {
  readonly roles: SorterName
  readonly frameworks: SorterName
}

/** `excluded` are the names of resources that count for no share; `chance` is asked by sorters that draw. */
export function headSorters(
  { roles, frameworks }: SorterNames = { roles: 'drf', frameworks: 'drf' },
  excluded: ReadonlySet<string>,
  chance: Random,
): NewSorters {
  const byName: Readonly<Record<SorterName, NewSorter>> = {
    drf: whole => new DrfSorter(excluded, whole),
    random: whole => new RandomSorter(chance, whole),
  }
  return { roles: byName[roles], frameworks: byName[frameworks] }
}
