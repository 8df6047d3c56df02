import { describe, expect, it } from 'vitest'
import { NEVER, SECOND } from '../../../../sim/engine/time.ts'
import { container, readManifests } from './read-manifests.ts'

const read = (object: object) => {
  const { objects, faults, notHonoured } = readManifests([object])
  return { maker: objects.makers[0], faults, notHonoured: [...notHonoured.keys()] }
}
const short = (faults: readonly string[]) =>
  faults.map(fault => fault.replace(/^0\.spec\.(\S+): .*?: found/, '$1: found'))
const whole = (least = 0) => `expected a whole number of at least ${least}; correct it`

describe('a Job', () => {
  const job = (spec: object = {}, podSpec: object = {}) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'j' },
    spec: { ...spec, template: { spec: { restartPolicy: 'Never', containers: [container()], ...podSpec } } },
  })

  it('runs one pod, tries it six times more, and takes all the time that it needs', () => {
    expect(read(job())).toMatchObject({
      maker: {
        ...{ parallelism: 1, completions: 1, completionMode: 'NonIndexed', backoffLimit: 6 },
        ...{ backoffLimitPerIndex: null, maxFailedIndexes: null, activeDeadline: NEVER, suspend: false },
        ...{ podReplacementPolicy: 'TerminatingOrFailed', podFailurePolicy: [], successPolicy: [] },
      },
      faults: [],
      notHonoured: [],
    })
  })

  it('takes over all that it says', () => {
    const said = {
      ...{
        parallelism: 0,
        completions: 5,
        completionMode: 'Indexed',
        backoffLimit: 2,
        backoffLimitPerIndex: 0,
      },
      ...{ maxFailedIndexes: 0, suspend: true, podReplacementPolicy: 'Failed' },
    }
    const spec = { ...said, activeDeadlineSeconds: 90 }
    expect(read(job(spec))).toMatchObject({
      maker: { ...said, activeDeadline: 90 * SECOND },
      faults: [],
    })
  })

  it.each<[string, object, object, readonly string[]]>([
    [
      'indexes, and says of how many',
      { completionMode: 'Indexed', parallelism: 2 },
      {},
      ['completions: found nothing, expected how many, where completionMode is Indexed; correct it'],
    ],
    [
      'indexes for what is counted by them',
      { backoffLimitPerIndex: 1, successPolicy: { rules: [{ succeededCount: 1 }] } },
      {},
      [
        'completionMode: found "NonIndexed", expected Indexed, where there is backoffLimitPerIndex; correct it',
        'completionMode: found "NonIndexed", expected Indexed, where there is successPolicy; correct it',
      ],
    ],
    [
      'a limit of each index beside that of all',
      { completions: 2, completionMode: 'Indexed', maxFailedIndexes: 1 },
      {},
      ['backoffLimitPerIndex: found nothing, expected a limit, where there is maxFailedIndexes; correct it'],
    ],
    [
      'pods that never restart beside a policy for their failures',
      {
        podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }] },
      },
      { restartPolicy: 'OnFailure' },
      [
        'template.spec.restartPolicy: found "OnFailure", expected Never, where there is a podFailurePolicy; correct it',
      ],
    ],
    ['pods that restart without one', {}, { restartPolicy: 'OnFailure' }, []],
    [
      'indexes that can be read',
      { completions: 9, completionMode: 'Indexed', successPolicy: { rules: [{ succeededIndexes: '1,2-' }] } },
      {},
      ['successPolicy.rules.0.succeededIndexes: found "1,2-", expected indexes such as 0,2-4; correct it'],
    ],
    [
      'a count of at least one',
      { completions: 9, completionMode: 'Indexed', successPolicy: { rules: [{ succeededCount: 0 }] } },
      {},
      [`successPolicy.rules.0.succeededCount: found 0, ${whole(1)}`],
    ],
    [
      'rules that say when they count',
      {
        podFailurePolicy: {
          rules: [
            { action: 'FailJob' },
            { onExitCodes: { values: [0] } },
            { action: 'Ignore', onExitCodes: { operator: 'In', values: [0, 1] } },
            { action: 'Count', onExitCodes: { operator: 'NotIn', values: [0] } },
            { action: 'Count', onExitCodes: { containerName: 'd', operator: 'In', values: [2, 1] } },
            { action: 'Count', onPodConditions: [{ status: 'True' }] },
          ],
        },
        completions: 9,
        completionMode: 'Indexed',
        successPolicy: { rules: [{}] },
      },
      {},
      [
        'podFailurePolicy.rules.0.onExitCodes: found nothing, expected either onExitCodes or onPodConditions, which say when the rule counts; correct it',
        'podFailurePolicy.rules.1.action: found nothing, expected one of FailJob, FailIndex, Ignore, Count; correct it',
        'podFailurePolicy.rules.1.onExitCodes.operator: found nothing, expected In or NotIn; correct it',
        'podFailurePolicy.rules.2.onExitCodes.values: found [0,1], expected exit codes, each larger than the one before, and none of them 0 where the operator is In; correct it',
        'podFailurePolicy.rules.4.onExitCodes.containerName: found "d", expected the name of a container: c; correct it',
        'podFailurePolicy.rules.4.onExitCodes.values: found [2,1], expected exit codes, each larger than the one before, and none of them 0 where the operator is In; correct it',
        'podFailurePolicy.rules.5.onPodConditions.0.type: found nothing, expected the type of a condition, such as DisruptionTarget; correct it',
        'successPolicy.rules.0.succeededCount: found nothing, expected succeededIndexes or succeededCount, or both; correct it',
      ],
    ],
    ['whole numbers', { completions: -1 }, {}, [`completions: found -1, ${whole()}`]],
  ])('has %s', (_, spec, podSpec, faults) => {
    expect(short(read(job(spec, podSpec)).faults)).toEqual(faults)
  })

  it('reads all of a policy for failures', () => {
    const rules = [
      { action: 'FailJob', onExitCodes: { containerName: 'c', operator: 'NotIn', values: [0, 7] } },
      { action: 'Count', onPodConditions: [{ type: 'Ready', status: 'False' }] },
    ]
    expect(read(job({ podFailurePolicy: { rules } }))).toMatchObject({
      maker: {
        podReplacementPolicy: 'Failed',
        podFailurePolicy: [
          { action: 'FailJob', onExitCodes: { container: 'c', operator: 'NotIn', values: [0, 7] } },
          { action: 'Count', onExitCodes: null, onConditions: [{ type: 'Ready', status: 'False' }] },
        ],
      },
      faults: [],
    })
  })

  it('that is over is nobody’s work any more', () => {
    const over = (type: string, status: string) => ({ ...job(), status: { conditions: [{ type, status }] } })
    const left = [
      ...[
        over('Complete', 'True'),
        over('Failed', 'True'),
        over('Complete', 'False'),
        over('Suspended', 'True'),
      ],
    ].map(each => readManifests([each]).objects.makers.length)
    expect(left).toEqual([0, 0, 1, 1])
  })

  it('of another controller is not honoured', () => {
    expect(read(job({ managedBy: 'kueue.x-k8s.io/multikueue' })).notHonoured).toEqual(['Job.managedBy'])
    expect(
      read(job({ managedBy: 'kubernetes.io/job-controller', ttlSecondsAfterFinished: 5 })).faults,
    ).toEqual([])
  })
})

describe('a CronJob', () => {
  const cron = (spec: object) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'c' },
    spec: {
      schedule: '0 * * * *',
      jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [container()] } } } },
      ...spec,
    },
  })

  it('is what it says, and what is usual of the rest', () => {
    expect(read(cron({ successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 }))).toMatchObject({
      maker: {
        ...{ kind: 'CronJob', schedule: '0 * * * *', timeZone: null, concurrencyPolicy: 'Allow' },
        ...{ startingDeadline: NEVER, suspend: false, job: { parallelism: 1, completions: 1 } },
      },
      faults: [],
    })
    const said = {
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      suspend: true,
    }
    const { maker } = read(cron({ ...said, startingDeadlineSeconds: 0 }))
    expect(maker).toMatchObject({ ...said, startingDeadline: 0 })
  })

  it('has a schedule and a zone that can be read', () => {
    expect(short(read(cron({ schedule: undefined })).faults)).toEqual([
      'schedule: found nothing, expected when it is due, such as "0 * * * *"; correct it',
    ])
    expect(short(read(cron({ schedule: '61 * * * *' })).faults)[0]).toContain('schedule: found "61')
    expect(short(read(cron({ timeZone: 'Moon/Crater' })).faults)[0]).toContain(
      'timeZone: found the time zone "Moon/Crater"',
    )
  })
})

it.each(['x0', '0x', '0-2x', 'x0-2', '0-', '-2', '0,,1', ''])('%j are no indexes', succeededIndexes => {
  const template = { spec: { restartPolicy: 'Never', containers: [container()] } }
  const spec = {
    completions: 5,
    completionMode: 'Indexed',
    successPolicy: { rules: [{ succeededIndexes }] },
    template,
  }
  const { faults } = readManifests([{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'j' }, spec }])
  expect(faults).toEqual([expect.stringContaining('expected indexes such as 0,2-4')])
})
