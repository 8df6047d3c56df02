/**
 * What was done to jobs on reading them, and what runs left undone, said once for all runs.
 */
import type { Remark } from '../sim/measure/result.ts'
import type { ExperimentResults } from './experiment-results.ts'

interface Said {
  readonly remark: string
  readonly about: Remark['about']
  readonly counts: number[]
  readonly systems: Set<string>
}

/** One sentence a remark; where runs differ in how many jobs it is about, as they do with chance, from fewest to most. */
export function remarks({ runs }: Pick<ExperimentResults, 'runs'>): string[] {
  const said = new Map<string, Said>()
  const systems = new Set(runs.map(({ axes }) => String(axes['system'])))
  for (const { axes, result } of runs) {
    for (const { remark, count, about } of result.remarks ?? []) {
      const key = `${about}: ${remark}`
      const known = said.get(key) ?? { remark, about, counts: [], systems: new Set() }
      known.counts.push(count)
      known.systems.add(String(axes['system']))
      said.set(key, known)
    }
  }
  return [...said.values()].map(({ remark, ...each }) => {
    const least = Math.min(...each.counts)
    const most = Math.max(...each.counts)
    const number = least === most ? `${most}` : `${least} to ${most}`
    const under = each.systems.size === systems.size ? '' : ` under ${[...each.systems].join(' and ')}`
    const noun = NOUNS[each.about ?? '']
    if (noun !== undefined)
      return `Definitions: ${number} ${noun}${most === 1 ? '' : 's'}, with fields that are not honoured${under}: ${remark}.`
    if (each.about === 'manifests') return `Manifests: ${remark}: ${number}.`
    if (each.about === 'manifest fields')
      return `Manifests: not honoured${under}, of up to ${number} ${most === 1 ? 'object' : 'objects'}: ${remark}.`
    if (each.about === 'parts')
      return `Workload: ${number} ${most === 1 ? 'part runs' : 'parts run'} ${remark}.`
    if (each.about === 'drained pods')
      return `Drains: ${number} ${most === 1 ? 'pod is' : 'pods are'} still on a machine that is drained at the end of a run: ${remark}.`
    if (each.about === 'apps')
      return `Apps: ${number} ${most === 1 ? 'waits' : 'wait'} for ever${under}: no machine meets ${remark}.`
    if (each.about === 'pipelines')
      return `Pipelines: ${number} ${most === 1 ? 'stage' : 'stages'} ${remark}.`
    // What an option of the experiment did is no peculiarity of the log.
    const where = remark.includes('trace.') ? '' : '; `switchyard trace info` says where'
    return `Trace: ${number} ${most === 1 ? 'job' : 'jobs'} ${remark}${where}.`
  })
}

/** What definition files define, by what a remark is about. */
const NOUNS: Readonly<Record<string, string>> = {
  definitions: 'app',
  brokers: 'broker',
  'defined jobs': 'job',
}
