import type { Workload } from '../sim/contracts.ts'
import type { WorkloadSetting, WorkloadSpec } from './spec.ts'

/**
 * Opens what the specification describes. Only the module that is needed is loaded, so that a synthetic workload does
 * not pay for the readers of traces.
 *
 * @throws SwitchyardError, as a rejection, with every fault of the specification or of the head of its file.
 */
export async function openWorkload(spec: WorkloadSpec, setting: WorkloadSetting): Promise<Workload> {
  switch (spec.kind) {
    case 'mix':
      return (await import('./synthetic/mix.ts')).openMix(spec, setting)
    case 'lublin':
      return (await import('./synthetic/lublin.ts')).openLublin(spec, setting)
    case 'swf':
      return (await import('./traces/swf.ts')).openSwf(spec, setting)
    case 'omega-csv':
      return (await import('./traces/omega-csv.ts')).openOmegaCsv(spec)
  }
}
