import { conservative } from '../../../../../policies/order/conservative.ts'
import { systems } from '../../../../../systems/catalogue.ts'
import { machinesOf, type WrittenJob, watchedRun, workloadOf } from '../../../../support/watched-run.ts'
import { claim, worked } from '../../../claim.ts'
import { pageText } from '../../../page-file.ts'

const PROCESSORS = 10

/** The four jobs under *Conservative backfilling*. */
const passed = [
  { id: 1, submit: 0, cores: 6, run: 100 },
  { id: 2, submit: 1, cores: 8, run: 100 },
  { id: 3, submit: 2, cores: 10, run: 100 },
  { id: 4, submit: 3, cores: 2, run: 300 },
]

/** The four jobs of the page's log. */
function jobs(): (WrittenJob & { id: number; cores: number })[] {
  const lines = pageText('docs/background/backfilling.md', 'four.swf').split('\n')
  return lines
    .filter(line => /^\d/.test(line))
    .map(line => {
      const fields = line.split(' ').map(Number)
      return { id: fields[0]!, submit: fields[1]!, run: fields[3]!, cores: fields[4]! }
    })
}

/** When each job starts, in seconds. */
async function startsUnder(system: string, of = jobs()): Promise<number[]> {
  const spec = { ...systems[system]!, name: system }
  const { starts } = await watchedRun(spec, machinesOf(1, PROCESSORS, 0), workloadOf(of))
  return of.map(({ id }) => starts.get(id)![0]!)
}

/** Number, submission, processors, run time and both starts of each job, row by row. */
async function table(systemNames: readonly string[], of = jobs()): Promise<number[]> {
  const starts: number[][] = []
  for (const system of systemNames) starts.push(await startsUnder(system, of))
  return of.flatMap(({ id, submit, cores, run }, i) => [
    id,
    submit,
    cores,
    run,
    ...starts.map(each => each[i]!),
  ])
}

/** The waits of all jobs and their mean. */
const waits = async (system: string): Promise<number[]> => {
  const starts = await startsUnder(system)
  const all = jobs().map(({ submit }, i) => starts[i]! - submit)
  return [...all, all.length, all.reduce((sum, wait) => sum + wait, 0) / all.length]
}

export const claims = [
  claim(
    'Here it is by hand, on {10} processors',
    worked(() => [PROCESSORS]),
  ),
  claim(
    `| job | submitted | processors | runs | starts, FCFS | starts, EASY |
    | --- | --- | --- | --- | --- | --- |
    | {1} | {0} s | {6} | {100} s | {0} s | {0} s |
    | {2} | {10} s | {8} | {50} s | {100} s | {100} s |
    | {3} | {20} s | {4} | {60} s | {150} s | **{20} s** |
    | {4} | {30} s | {4} | {100} s | {150} s | {150} s |`,
    worked(() => table(['batch-fcfs', 'batch-easy'])),
  ),
  claim(
    'On {10} processors again',
    worked(() => [PROCESSORS]),
  ),
  claim(
    `| job | submitted | processors | runs | starts, EASY | starts, conservative |
    | --- | --- | --- | --- | --- | --- |
    | {1} | {0} s | {6} | {100} s | {0} s | {0} s |
    | {2} | {1} s | {8} | {100} s | {100} s | {100} s |
    | {3} | {2} s | {10} | {100} s | {303} s | **{200} s** |
    | {4} | {3} s | {2} | {300} s | **{3} s** | {300} s |`,
    worked(() => table(['batch-easy', 'batch-conservative'], passed)),
  ),
  claim(
    'Job 4 fits beside job 2, and EASY starts it at once; job 3, which needs all {10}, then waits for it. Under conservative backfilling job 3 has its planned start, {200} s, and job 4 comes after it.',
    worked(async () => [PROCESSORS, (await startsUnder('batch-conservative', passed))[2]!]),
  ),
  claim(
    'At most the first {500} waiting jobs are moved up (as many as Slurm looks at',
    worked(() => [conservative().planDepth!]),
  ),
  claim(
    'Job 2 is blocked; its shadow time is {100} s, its spare {10} − {8} = {2}. Job 3 fits into the {4} free processors and ends at {80} s, so it starts at once. Job 4 does not fit until {80} s; then it would end at {180} s, after the shadow time, and needs more than the spare.',
    worked(() => {
      const [first, second, third, fourth] = jobs() as [WrittenJob, WrittenJob, WrittenJob, WrittenJob]
      const shadow = first.submit + first.run
      const thirdEnds = third.submit + third.run
      const spare = [PROCESSORS, second.cores!, PROCESSORS - second.cores!]
      return [shadow, ...spare, PROCESSORS - first.cores!, thirdEnds, thirdEnds, thirdEnds + fourth.run]
    }),
  ),
  claim(
    'Mean waits: ({0} + {90} + {130} + {120}) / {4} = {85} s, and ({0} + {90} + {0} + {120}) / {4} = {52.5} s.',
    worked(async () => [...(await waits('batch-fcfs')), ...(await waits('batch-easy'))]),
  ),
]
