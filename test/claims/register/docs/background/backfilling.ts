import { systems } from '../../../../../systems/catalogue.ts'
import { machinesOf, type WrittenJob, watchedRun, workloadOf } from '../../../../support/watched-run.ts'
import { claim, worked } from '../../../claim.ts'
import { pageText } from '../../../page-file.ts'

const PROCESSORS = 10

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
async function startsUnder(system: string): Promise<number[]> {
  const spec = { ...systems[system]!, name: system }
  const { starts } = await watchedRun(spec, machinesOf(1, PROCESSORS, 0), workloadOf(jobs()))
  return jobs().map(({ id }) => starts.get(id)![0]!)
}

/** Number, submission, processors, run time and both starts of a job, as a row of the table. */
const row = (job: number) =>
  worked(async () => {
    const { id, submit, cores, run } = jobs()[job - 1]!
    const starts = [await startsUnder('batch-fcfs'), await startsUnder('batch-easy')]
    return [id, submit, cores, run, ...starts.map(all => all[job - 1]!)]
  })

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
  claim('| {1} | {0} s | {6} | {100} s | {0} s | {0} s |', row(1)),
  claim('| {2} | {10} s | {8} | {50} s | {100} s | {100} s |', row(2)),
  claim('| {3} | {20} s | {4} | {60} s | {150} s | **{20} s** |', row(3)),
  claim('| {4} | {30} s | {4} | {100} s | {150} s | {150} s |', row(4)),
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
