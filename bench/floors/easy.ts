/**
 * The floor of EASY on a log: reads a file in Standard Workload Format and simulates EASY backfilling (Lifka 1995; Mu'alem &
 * Feitelson 2001) by one loop that knows nothing else. Prints the mean wait in seconds; `node dist/bench/floors/easy.js FILE
 * PROCESSORS`. What happens at one second is seen by all that is decided at it, as under batch-easy.
 */
import { readFileSync } from 'node:fs'

const [file, size] = process.argv.slice(2) as [string, string]

const submit: number[] = []
const run: number[] = []
const processors: number[] = []
const estimate: number[] = []
for (const line of readFileSync(file, 'latin1').split('\n')) {
  if (line === '' || line.startsWith(';')) continue
  const fields = line.trim().split(/\s+/)
  submit.push(Number(fields[1]))
  run.push(Number(fields[3]))
  processors.push(Number(fields[4]))
  estimate.push(Number(fields[8]))
}
const jobs = submit.length

let free = Number(size)
let now = 0
let waited = 0
/** Jobs that run, soonest end first, and again soonest expected end first. */
const ends: { readonly at: number; readonly job: number }[] = []
const expected: { readonly at: number; readonly job: number }[] = []
const queue: number[] = []

function insert(list: { readonly at: number; readonly job: number }[], at: number, job: number): void {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  list.splice(low, 0, { at, job })
}

function start(job: number): void {
  free -= processors[job]!
  waited += now - submit[job]!
  insert(ends, now + run[job]!, job)
  insert(expected, now + estimate[job]!, job)
}

function backfill(): void {
  const head = queue[0]!
  let spare = free
  let shadow = now
  for (let i = 0; spare < processors[head]!; ) {
    shadow = Math.max(now, expected[i]!.at)
    const { at } = expected[i]!
    for (; i < expected.length && expected[i]!.at === at; i++) spare += processors[expected[i]!.job]!
  }
  spare -= processors[head]!
  for (let place = 1; place < queue.length && free > 0; place++) {
    const job = queue[place]!
    if (processors[job]! > free) continue
    const late = now + estimate[job]! > shadow
    if (late && processors[job]! > spare) continue
    if (late) spare -= processors[job]!
    queue.splice(place--, 1)
    start(job)
  }
}

for (let next = 0; next < jobs || ends.length > 0; ) {
  const arrives = next < jobs ? submit[next]! : Number.POSITIVE_INFINITY
  now = ends.length > 0 ? Math.min(arrives, ends[0]!.at) : arrives
  while (ends.length > 0 && ends[0]!.at === now) {
    const { job } = ends.shift()!
    expected.splice(
      expected.findIndex(each => each.job === job),
      1,
    )
    free += processors[job]!
  }
  while (next < jobs && submit[next] === now) queue.push(next++)
  while (queue.length > 0 && processors[queue[0]!]! <= free) start(queue.shift()!)
  if (queue.length > 0) backfill()
}
process.stdout.write(`${waited / jobs}\n`)
