/** A file that is named as a log and is none is told as what it is, not by what its header lacks. */
import { expect, it } from 'vitest'
import { faultsOf } from './given.ts'

const replay = (file: string) => `name: X
system: batch-easy
machines: { count: from trace, cpu: 1, memory: 0 MiB }
trace: { file: ${file} }
`

const files = {
  'own.yaml': 'name: Own\nsystem: monolithic\nmachines: { count: 4, cpu: 4, memory: 8 GiB }\nuntil: 1 h\n',
  'web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n',
  'jobs.csv': 'id,submit,cores\n1,0,4\n',
  'omega.csv':
    'workload,job_id,submit_s,num_tasks,task_duration_s,cpus_per_task,mem_gb_per_task\nBatch,1,0,1,60,1,1\n',
  'empty.swf': '\n',
  'silent.swf': '1 0 -1 60 4 -1 -1 4 100 -1 1 -1 -1 -1 -1 -1 -1 -1\n',
}

it.each([
  [
    'own.yaml',
    'trace.file: found an experiment (YAML), expected a log in the Standard Workload Format; `switchyard run own.yaml` runs it',
  ],
  [
    'web.yaml',
    'trace.file: found a Kubernetes manifest (Deployment), expected a log in the Standard Workload Format; name it under workload.manifests or cluster',
  ],
  [
    'jobs.csv',
    "trace.file: found 'id,submit,cores' as the first line, expected a log in the Standard Workload Format: 18 numbers a line, comments after ';'",
  ],
  [
    'omega.csv',
    'trace.file: found a job list of the Omega simulator, expected a log in the Standard Workload Format; name it under omega: in the place of trace:',
  ],
  [
    'empty.swf',
    "trace.file: found nothing but blank lines, expected a log in the Standard Workload Format: 18 numbers a line, comments after ';'",
  ],
  [
    'silent.swf',
    'machines.count: found "from trace", but no MaxProcs or MaxNodes in the header of silent.swf, expected a log that tells its processors; set trace.processors, or write the count',
  ],
])('%s', async (file, said) => {
  const faults = await faultsOf(replay(file), {}, files)
  expect(faults.replaceAll(/x\.yaml:\d+:\d+: /g, '').replaceAll(/\S*switchyard-\w+\//g, '')).toBe(said)
})
