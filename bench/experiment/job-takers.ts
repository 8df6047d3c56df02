/**
 * Which framework of a system runs the jobs of definition files, and what of them it does not honour.
 */
import type { FrameworkSpec } from '../../systems/generic/spec.ts'
import { type JobReaders, type JobSystem, jobSystems, type PlannedJobs } from './job-files.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { TakingSystem } from './taking-system.ts'

/** Who reads jobs in the system; where it is not known, whoever reads most. */
export function jobReadersOf(planned: PlannedSystem | undefined): JobReaders {
  if (planned === undefined) {
    const chronos = { kind: 'chronos-3', startsAt: '2016-10-13T00:00:00Z' } as const
    return { system: '', metronome: { kind: 'metronome-head' }, chronos }
  }
  const { name, frameworks } = planned.spec
  const first = (of: JobSystem) => frameworks.find(framework => runs(of, framework)) ?? null
  return {
    system: name,
    metronome: first('metronome') as JobReaders['metronome'],
    chronos: first('chronos') as JobReaders['chronos'],
  }
}

function runs(of: JobSystem, { kind }: FrameworkSpec): boolean {
  return (jobSystems[of].kinds as readonly string[]).includes(kind)
}

/** The jobs go together to the first framework of their kind, since they may depend on each other. */
export function takingJobs(
  { system, remarks }: TakingSystem,
  { of, jobs, notHonoured }: PlannedJobs,
): TakingSystem {
  const { spec } = system
  const taken = new Set(spec.frameworks.flatMap(({ takes }) => takes))
  const left = jobs.map(({ name }) => name).filter(name => !taken.has(name))
  const taker = spec.frameworks.find(framework => runs(of, framework))
  const frameworks = spec.frameworks.map(framework =>
    framework === taker ? { ...framework, takes: [...framework.takes, ...left], jobs } : framework,
  )
  const fields = notHonoured.toSorted()
  const own =
    fields.length === 0
      ? []
      : [{ remark: fields.join(', '), count: jobs.length, about: 'defined jobs' as const }]
  return { system: { ...system, spec: { ...spec, frameworks } }, remarks: [...remarks, ...own] }
}
