/** Handles are plain numbers that index the tables of `sim/`; the brand exists for the compiler only. */
export type MachineId = number & { readonly handle?: 'machine' }
export type TaskId = number & { readonly handle?: 'task' }
export type JobId = number & { readonly handle?: 'job' }
/** What identical tasks ask for; see specs.ts. */
export type SpecId = number & { readonly handle?: 'spec' }
export type FrameworkId = number & { readonly handle?: 'framework' }

/** No machine, no task, no job, no framework. */
export const NONE = -1
