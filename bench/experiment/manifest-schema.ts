/**
 * Manifests of Kubernetes in an experiment: those of a cluster, and those of its workload.
 */
import * as z from 'zod'
import { durationDistribution } from './distributions.ts'
import { either, text } from './quantities.ts'

const files = () => z.array(text('the path of a file or folder of Kubernetes manifests')).min(1)

const jobDuration = () =>
  durationDistribution()
    .optional()
    .describe(
      'How long a pod of a Job, a CronJob or of nobody runs that comes to an end: manifests do not say it.',
    )

/** Where the files stand, for what is said of them. */
export interface WrittenManifests {
  readonly files: readonly string[]
  /** Below the key. */
  readonly at: readonly string[]
  readonly status: 'keep' | 'drop'
  readonly 'job-duration'?: z.output<ReturnType<typeof jobDuration>>
}

export const cluster = () =>
  either('a list of manifest files and folders, or a map with files', [
    files(),
    z.strictObject({
      files: files().describe('Files and folders of manifests, from the folder of the experiment. A list.'),
      status: z
        .enum(['keep', 'drop'])
        .default('keep')
        .describe(
          'keep: pods stay where their nodeName says, and what is over is left out; drop: nothing has happened yet, and all is placed anew.',
        ),
      'job-duration': jobDuration(),
    }),
  ]).transform(
    (written): WrittenManifests =>
      Array.isArray(written) ? { files: written, at: [], status: 'keep' } : { ...written, at: ['files'] },
  )

export const manifests = () =>
  either('a list of manifest files and folders, or a map with files', [
    files(),
    z.strictObject({
      files: files().describe('Files and folders of manifests, from the folder of the experiment. A list.'),
      'job-duration': jobDuration(),
    }),
  ]).transform(
    (written): WrittenManifests =>
      Array.isArray(written)
        ? { files: written, at: [], status: 'keep' }
        : { ...written, status: 'keep', at: ['files'] },
  )
