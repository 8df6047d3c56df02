import type { Workload } from '../sim/contracts.ts'
import type { WorkloadSetting, WorkloadSpec } from './spec.ts'
import { openLublin } from './synthetic/lublin.ts'
import { openMix } from './synthetic/mix.ts'
import { openOmegaCsv } from './traces/omega-csv.ts'
import { openSwf } from './traces/swf.ts'

/**
 * Opens what the specification describes.
 *
 * @throws SwitchyardError, as a rejection, with every fault of the specification or of the head of its file.
 */
export async function openWorkload(spec: WorkloadSpec, setting: WorkloadSetting): Promise<Workload> {
  switch (spec.kind) {
    case 'mix':
      return openMix(spec, setting)
    case 'lublin':
      return openLublin(spec, setting)
    case 'swf':
      return openSwf(spec, setting)
    case 'omega-csv':
      return openOmegaCsv(spec)
  }
}
