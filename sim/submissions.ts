import type { Random } from './chance/random.ts'
import type { Cluster } from './cluster.ts'
import { ZERO } from './double.ts'
import type { Source } from './engine/source.ts'
import { NEVER, type Time } from './engine/time.ts'
import { SwitchyardError } from './errors.ts'
import { MachineSizes } from './life/machine-sizes.ts'
import type { JobBatch } from './world/batch.ts'
import { batchFaults } from './world/batch-faults.ts'
import type { WrittenExtras } from './world/extras.ts'
import type { JobId } from './world/handles.ts'
import { TaskState } from './world/lifecycle.ts'

const OVERSIZED = 'no machine is large enough for a task of the job, or not enough of them for a gang'

/**
 * The jobs of a workload, submitted one after the other, batch by batch. A pipeline arrives whole.
 *
 * After the last job of a batch the engine stops, so that the next batch can be loaded before anything else happens at
 * that instant. A job that no machine is large enough for is given up as it arrives, and counted with its reason.
 */
export class Submissions implements Source {
  time: Time = NEVER
  private readonly cluster: Cluster
  private batch: JobBatch | null = null
  private row = 0
  private arrived = 0
  /** When the last job of the batches so far is submitted. */
  private submitted: Time = ZERO
  /** One draw a job, in order of arrival: the same luck under every policy. */
  private readonly luck: Random
  /** Draws of jobs that cannot fail, which are put off until a job comes that can: most runs need none at all. */
  private putOff = 0
  private readonly sizes: MachineSizes
  private readonly extras: number

  /** `extras` are what the workload's tasks ask for beyond cores and memory; its batches number them from 1. */
  constructor(cluster: Cluster, extras: readonly WrittenExtras[] = []) {
    this.cluster = cluster
    for (const each of extras) cluster.machines.extras.add(each)
    this.extras = extras.length
    this.sizes = new MachineSizes(cluster)
    this.luck = cluster.streams.stream('failures/tasks')
  }

  /** Begins with the next batch; the one before must be used up. @throws SwitchyardError with the faults of the batch. */
  load(batch: JobBatch): void {
    const faults = batchFaults(batch, this.submitted, this.extras)
    if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
    if (batch.count > 0) this.submitted = batch.submit[batch.count - 1]!
    this.batch = batch
    this.row = 0
    this.time = batch.count > 0 ? batch.submit[0]! : NEVER
  }

  deliver(): void {
    const { recorder, now } = this.cluster
    if (now >= recorder.warmup) recorder.openWindow(now)
    const batch = this.batch!
    const { row } = this
    let end = row + 1
    if (batch.pipeline[row]! < 0) this.submitJob(batch, row)
    else {
      end = this.endOfPipeline(batch, row)
      this.submitPipeline(batch, row, end)
    }
    this.row = end
    this.time = end < batch.count ? batch.submit[end]! : NEVER
    if (end === batch.count) this.cluster.engine.stop()
  }

  private submitJob(batch: JobBatch, row: number): void {
    const job = this.add(batch, row)
    this.cluster.probes.jobArrived(job, this.cluster.now)
    if (this.sizes.fit(job)) this.cluster.deliver(job)
    else this.refuse(job)
  }

  private submitPipeline(batch: JobBatch, from: number, end: number): void {
    const { cluster } = this
    const { jobs, pipelines, probes, recorder } = cluster
    const first = this.add(batch, from)
    const handle = pipelines.add(cluster.now, jobs.framework[first]!, jobs.jobClass[first]!)
    const pipeline = pipelines.get(handle)
    const children: number[][] = []
    for (let row = from; row < end; row++) {
      const job = row === from ? first : this.add(batch, row)
      jobs.makeStage(job, handle, row - from)
      pipeline.stages.push(job)
      children.push([])
      const parents = batch.parentStart[row]!
      const last = batch.parentStart[row + 1]!
      pipeline.waitsFor.push(last - parents)
      for (let i = parents; i < last; i++) children[batch.parents[i]! - from]!.push(row - from)
      probes.jobArrived(job, cluster.now)
    }
    pipeline.children.push(...children)
    pipeline.open = end - from
    recorder.pipelineArrived(pipeline.stages[0]!)
    const { stages } = pipeline
    const oversized = stages.find(job => !this.sizes.fit(job))
    if (oversized !== undefined) this.refusePipeline(handle, oversized)
    else for (const job of [...stages]) cluster.deliver(job)
  }

  private refuse(job: JobId): void {
    const { ending, failures, jobs, probes, now } = this.cluster
    probes.reasonGiven(this.cluster.reasons.number(OVERSIZED), 1)
    jobs.readyAt[job] = now
    ending.giveUp(job, failures.add(now, jobs.id[job]!, jobs.pipeline[job]!, OVERSIZED))
  }

  /** A stage that cannot run anywhere makes its whole pipeline pointless. */
  private refusePipeline(handle: number, job: JobId): void {
    const { ending, failures, jobs, probes, now } = this.cluster
    probes.reasonGiven(this.cluster.reasons.number(OVERSIZED), 1)
    ending.giveUpWhole(job, failures.add(now, jobs.id[job]!, handle, OVERSIZED))
  }

  private add(batch: JobBatch, row: number): JobId {
    const framework = this.cluster.frameworkFor(batch.jobClass[row]!) ?? this.refuseClass(batch, row)
    const { jobs } = this.cluster
    const luck = this.luckOf(batch.meanTimeToFailure[row]!)
    const job = jobs.add(batch, row, framework, luck, TaskState.Waiting)
    jobs.arrival[job] = this.arrived++
    return job
  }

  private refuseClass(batch: JobBatch, row: number): never {
    const name = this.cluster.classes[batch.jobClass[row]!] ?? `number ${batch.jobClass[row]}`
    throw new SwitchyardError(
      `Job ${batch.id[row]} is of class '${name}', which no framework takes; add '${name}' or '*' to the 'takes' of a framework.`,
    )
  }

  /** A job that cannot fail has no luck; it has its turn in the stream all the same, so that others keep theirs. */
  private luckOf(meanTimeToFailure: Time): number {
    if (meanTimeToFailure === NEVER) {
      this.putOff++
      return 0
    }
    return this.drawLuck()
  }

  private drawLuck(): number {
    for (; this.putOff > 0; this.putOff--) this.luck.below(2 ** 31)
    return this.luck.below(2 ** 31)
  }

  private endOfPipeline(batch: JobBatch, row: number): number {
    let end = row + 1
    while (end < batch.count && batch.pipeline[end] === batch.pipeline[row]) end++
    return end
  }
}
