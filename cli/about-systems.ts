/**
 * What each built-in system is for, in a line; docs/reference/systems.md has its settings.
 */

const omega = 'as its simulator runs it, to compare with published runs'

export const aboutSystems: Readonly<Record<string, string>> = {
  monolithic: 'one central scheduler decides everything (Kubernetes, Swarm, Borg, Slurm)',
  offers: 'the root offers free machines, frameworks take what they like (Mesos, DC/OS)',
  'shared-state':
    'frameworks decide side by side on copies of the state, conflicts are refused (Omega, Nomad)',
  sampling: 'frameworks probe a few machines and the first free one takes the task (Sparrow)',
  'mesos-1.0': 'Mesos 1.0 itself, with the defaults of its flags: allocator, agents, master, updates',
  'mesos-head': 'Mesos as it is last: roles in a tree, limits, finer quota',
  'mesos-dcos-1.8':
    'Mesos 1.0 as DC/OS 1.8 sets it: offers of 2 min, agents given up after 300 s, one in 20 min',
  'batch-fcfs': 'parallel jobs, first come first served: the baseline of backfilling studies',
  'batch-easy': 'parallel jobs with EASY backfilling: small jobs pass if the first in line is not delayed',
  'batch-sjbf': 'the same, where the shortest job passes first',
  'batch-conservative':
    'parallel jobs with conservative backfilling: a job passes if none before it is delayed',
  'pyss-fcfs': 'batch-fcfs as the simulator PySS runs it, to compare with its schedules',
  'pyss-easy': 'batch-easy as PySS runs it',
  'pyss-sjbf': 'batch-sjbf as PySS runs it',
  'pyss-conservative': 'batch-conservative as PySS runs it',
  'omega-mono-single': `Omega paper: one scheduler, one think time for all jobs, ${omega}`,
  'omega-mono-multi': `Omega paper: one scheduler, think times by class, ${omega}`,
  'omega-mesos': `Omega paper: offers of all that is free, ${omega}`,
  'omega-fit-inc': `Omega paper: shared state, refused where a claim does not fit, one by one, ${omega}`,
  'omega-fit-aon': `Omega paper: the same, all claims of a job or none, ${omega}`,
  'omega-seq-inc': `Omega paper: shared state, refused where the machine changed, one by one, ${omega}`,
  'omega-seq-aon': `Omega paper: the same, all claims of a job or none, ${omega}`,
}
