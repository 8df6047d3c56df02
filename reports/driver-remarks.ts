/**
 * Which systems are driven from outside with what they do not have of their own, said once for all runs.
 */
import type { Driven } from '../sim/measure/result.ts'
import type { ExperimentResults } from './experiment-results.ts'
import { enumeration } from './tables/settings.ts'

const subjects: Readonly<Record<Driven, string>> = { 'cron jobs': 'Cron jobs', pipelines: 'Pipelines' }

/**
 * One sentence for cron jobs and one for pipelines. Pipelines that every system is driven with alike need none: they have been
 * the frameworks' own business in all of them.
 */
export function driverRemarks({ runs }: Pick<ExperimentResults, 'runs'>): string[] {
  const systems = new Set(runs.map(({ axes }) => String(axes['system'])))
  return (['cron jobs', 'pipelines'] as const).flatMap(what => {
    const driven = new Set(
      runs.filter(({ result }) => result.driven?.includes(what)).map(({ axes }) => String(axes['system'])),
    )
    const all = driven.size === systems.size
    if (driven.size === 0 || (all && what === 'pipelines')) return []
    const where = all ? 'every system' : enumeration([...driven])
    const others = all ? '' : '; the others have their own'
    return [
      `${subjects[what]} are driven from outside under ${where}, by one driver that is the same for all${others}.`,
    ]
  })
}
