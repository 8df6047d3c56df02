import type { SystemDefinition } from '../definition.ts'
import { ReplayedAgenda } from './replayed-agenda.ts'
import { omegaSystems } from './systems.ts'

export const omega: SystemDefinition = {
  title: "The Omega simulator's systems",
  says: 'For comparison with its runs only; its defects are switched on. See [the Omega simulator](../background/omega.md).',
  systems: omegaSystems,
  timers: ({ replaysAgenda }) =>
    replaysAgenda === true ? cluster => new ReplayedAgenda(cluster) : undefined,
}
