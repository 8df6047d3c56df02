/**
 * Frameworks of the house. They queue their jobs and leave it to a root, or to a scheduler that the root gives them, where tasks
 * go; so they run on every root.
 */
import { Batch } from '../../policies/frameworks/batch.ts'
import type { FailureOptions } from '../../policies/frameworks/failure-rule.ts'
import { PipelineRunner } from '../../policies/frameworks/pipelines.ts'
import { Services } from '../../policies/frameworks/services.ts'
import { NEVER, SECOND } from '../../sim/engine/time.ts'
import type { FrameworkKind } from '../definition.ts'
import type { BatchSpec, FailureSpec, PipelinesSpec, ServicesSpec } from './spec.ts'

// Settings that several kinds of frameworks share.
export const backoffOption = {
  is: 'duration',
  zero: true,
  about: 'Pause before a task is launched again; Marathon makes it longer with each failure of the app.',
} as const

export const scaleOption = {
  is: 'list',
  of: {
    is: 'map',
    of: {
      at: { is: 'duration', zero: true, about: 'From this moment on …' },
      to: { is: 'whole', least: 1, about: '… every service or app that is there has so many instances.' },
    },
  },
  expected: 'changes such as [{ at: 1 h, to: 8 }]',
  about:
    'Services and apps: how many instances each has from given moments on; of services the highest numbers go first. A list.',
} as const

const failureOptions = {
  onFailure: {
    is: 'word',
    of: ['relaunch', 'retry', 'cancel'],
    about: 'A failed task: launch it again for ever, up to retries times, or give its job up.',
  },
  retries: { is: 'whole', least: 0, about: 'Launches after the first, under on-failure: retry.' },
  backoff: backoffOption,
  cancels: {
    is: 'word',
    of: ['dependents', 'pipeline', 'nothing'],
    about: 'What a given-up stage takes with it.',
  },
} as const

function failureOf({ onFailure, retries, backoff, cancels }: FailureSpec): FailureOptions {
  return { onFailure, retries, backoff, backoffFactor: 1, maxBackoff: NEVER, cancels }
}

export const services: FrameworkKind<ServicesSpec> = {
  kind: 'services',
  says: 'jobs whose tasks are to stay up: one that ends is launched again, with growing pauses',
  options: {
    ...failureOptions,
    readyAfter: {
      is: 'duration',
      zero: true,
      about:
        'Services: how long an instance runs before it is ready to serve, and counts as available; left out: 0 s.',
    },
    scale: scaleOption,
  },
  usual: {
    kind: 'services',
    weight: 1,
    onFailure: 'relaunch',
    retries: 0,
    backoff: SECOND,
    cancels: 'nothing',
  },
  runsPipelines: false,
  onFailure: ({ onFailure }) => onFailure,
  build: framework =>
    new Services(framework.name, failureOf(framework), framework.scale, framework.readyAfter),
}

export const batch: FrameworkKind<BatchSpec> = {
  kind: 'batch',
  says: 'jobs that run to their end',
  options: failureOptions,
  usual: { kind: 'batch', weight: 1, onFailure: 'retry', retries: 3, backoff: SECOND, cancels: 'nothing' },
  runsPipelines: false,
  runsCron: true,
  isDriver: true,
  onFailure: ({ onFailure }) => onFailure,
  build: framework => new Batch(framework.name, failureOf(framework)),
}

export const pipelines: FrameworkKind<PipelinesSpec> = {
  kind: 'pipelines',
  says: 'stages that start when those before them are done',
  options: failureOptions,
  usual: { kind: 'pipelines', weight: 1, onFailure: 'cancel', retries: 0, backoff: 0, cancels: 'dependents' },
  runsPipelines: true,
  runsCron: true,
  isDriver: true,
  onFailure: ({ onFailure }) => onFailure,
  build: framework => new PipelineRunner(framework.name, failureOf(framework)),
}
