/**
 * Manifests of Jobs and CronJobs. Defaults and limits are those of Kubernetes, pkg/apis/batch/v1/defaults.go and
 * pkg/apis/batch/validation/validation.go, v1.34.4.
 */
import { NEVER } from '../../../sim/engine/time.ts'
import { zoneOf } from '../../calendar/zone.ts'
import { parseCronSchedule } from '../controllers/cron-schedule.ts'
import type { CronJob } from '../objects/cron-job.ts'
import type { Job, JobSpec, PodFailureRule, SuccessRule } from '../objects/job.ts'
import { selects } from '../selector.ts'
import type { PriorityAdmission } from './admission.ts'
import { readTemplate } from './controllers.ts'
import type { Fields } from './fields.ts'
import { inertMetadata, type Metadata } from './metadata.ts'
import { checkAnnotations, checkLabels, dnsLabel, qualifiedName } from './names.ts'
import { checkSelector } from './placement-rules.ts'
import { readSelector } from './selectors.ts'

/** Who looks after Jobs unless another is named. */
const CONTROLLER = 'kubernetes.io/job-controller'

export function readJob(
  { namespace, name, labels, uid }: Metadata,
  spec: Fields,
  admission: PriorityAdmission,
): Job {
  const selector = readSelector(spec, 'selector')
  const job = readJobSpec(spec, namespace, admission)
  checkSelector(spec.inside('selector'))
  const isManual = spec.flag('manualSelector')
  // What is stored has the one that the API server has written.
  if (spec.has('selector') && !isManual && uid === '')
    spec.expected(
      'selector',
      spec.anything('selector'),
      'none, which the API server writes, or manualSelector: true',
    )
  if (isManual && !selects(selector, job.pod.template.labels))
    spec.expected(
      'selector',
      spec.anything('selector'),
      'one that matches its own template, with manualSelector',
    )
  const last = `${name}-${(job.completions ?? 1) - 1}`
  if (job.completionMode === 'Indexed' && !dnsLabel.is(last))
    spec.expected(
      'completions',
      spec.anything('completions'),
      `a name and a number of pods that make names of hosts, up to 63 letters, not ${last}`,
      'shorten the name, or take dots out of it',
    )
  return { kind: 'Job', namespace, name, labels, selector, ...job }
}

/** Is it over, by the conditions in its status? */
export function isOver(status: Fields): boolean {
  const conditions = status.list('conditions', condition => [
    condition.text('type'),
    condition.text('status'),
  ])
  return (conditions ?? []).some(
    ([type, holds]) => (type === 'Complete' || type === 'Failed') && holds === 'True',
  )
}

function readJobSpec(spec: Fields, namespace: string, admission: PriorityAdmission): JobSpec {
  const pod = readTemplate(spec, namespace, admission, ['Never', 'OnFailure'])
  const whole = (key: string, least = 0) => (spec.has(key) ? spec.whole(key, least, least) : null)
  const completions = whole('completions')
  const backoffLimitPerIndex = whole('backoffLimitPerIndex')
  const job: JobSpec = {
    // Without either, one pod; with completions only, one at a time.
    parallelism: spec.whole('parallelism', 1),
    completions: completions ?? (spec.has('parallelism') ? null : 1),
    completionMode: spec.oneOf('completionMode', ['NonIndexed', 'Indexed'], 'NonIndexed'),
    backoffLimit: whole('backoffLimit') ?? (backoffLimitPerIndex === null ? 6 : Number.POSITIVE_INFINITY),
    backoffLimitPerIndex,
    maxFailedIndexes: whole('maxFailedIndexes'),
    activeDeadline: spec.seconds('activeDeadlineSeconds', NEVER),
    suspend: spec.flag('suspend'),
    podReplacementPolicy: spec.oneOf(
      'podReplacementPolicy',
      ['TerminatingOrFailed', 'Failed'],
      spec.has('podFailurePolicy') ? 'Failed' : 'TerminatingOrFailed',
    ),
    podFailurePolicy: readFailurePolicy(spec.fields('podFailurePolicy')),
    successPolicy: readSuccessPolicy(spec.fields('successPolicy')),
    pod,
  }
  const managedBy = spec.text('managedBy', CONTROLLER)
  if (managedBy !== CONTROLLER) spec.unmodelled('managedBy')
  // Nobody takes away what is finished.
  spec.passedOver('ttlSecondsAfterFinished')
  spec.end(['manualSelector', 'selector'])
  check(spec, job)
  return job
}

/** What the API server refuses of the rules of a policy. */
function checkRules(spec: Fields): void {
  const pod = spec.inside('template').inside('spec')
  const containers = [...pod.each('containers'), ...pod.each('initContainers')].map(each =>
    each.anything('name'),
  )
  for (const rule of spec.inside('podFailurePolicy').each('rules')) {
    if (!rule.has('action')) rule.expected('action', undefined, 'one of FailJob, FailIndex, Ignore, Count')
    const [codes, conditions] = [rule.has('onExitCodes'), rule.each('onPodConditions').length > 0]
    if (codes === conditions)
      rule.expected(
        'onExitCodes',
        rule.anything('onExitCodes'),
        'either onExitCodes or onPodConditions, which say when the rule counts',
      )
    if (codes) checkExitCodes(rule.inside('onExitCodes'), containers)
    for (const condition of rule.each('onPodConditions'))
      if (!qualifiedName.is(String(condition.anything('type') ?? '')))
        condition.expected(
          'type',
          condition.anything('type'),
          'the type of a condition, such as DisruptionTarget',
        )
  }
  if (!spec.has('successPolicy')) return
  const policy = spec.inside('successPolicy')
  const rules = policy.each('rules')
  if (rules.length === 0) policy.expected('rules', policy.anything('rules'), 'at least one rule')
  for (const rule of rules)
    if (!rule.has('succeededIndexes') && !rule.has('succeededCount'))
      rule.expected('succeededCount', undefined, 'succeededIndexes or succeededCount, or both')
}

function checkExitCodes(codes: Fields, containers: readonly unknown[]): void {
  const name = codes.anything('containerName')
  if (name !== undefined && !containers.includes(name))
    codes.expected('containerName', name, `the name of a container: ${containers.join(', ')}`)
  if (!codes.has('operator')) codes.expected('operator', undefined, 'In or NotIn')
  const values = codes.anything('values')
  if (
    Array.isArray(values) &&
    values.length > 0 &&
    values.every((value, i) => i === 0 || values[i - 1] < value) &&
    !(values.includes(0) && codes.anything('operator') === 'In')
  )
    return
  codes.expected(
    'values',
    values,
    'exit codes, each larger than the one before, and none of them 0 where the operator is In',
  )
}

/** What the API server refuses. */
function check(spec: Fields, job: JobSpec): void {
  checkRules(spec)
  const isIndexed = job.completionMode === 'Indexed'
  if (isIndexed && job.completions === null)
    spec.expected('completions', undefined, 'how many, where completionMode is Indexed')
  for (const key of ['backoffLimitPerIndex', 'successPolicy'])
    if (spec.has(key) && !isIndexed)
      spec.expected('completionMode', job.completionMode, `Indexed, where there is ${key}`)
  if (spec.has('maxFailedIndexes') && !spec.has('backoffLimitPerIndex'))
    spec.expected('backoffLimitPerIndex', undefined, 'a limit, where there is maxFailedIndexes')
  if (!spec.has('podFailurePolicy')) return
  if (job.pod.restartPolicy !== 'Never')
    spec
      .fields('template')
      .fields('spec')
      .expected('restartPolicy', job.pod.restartPolicy, 'Never, where there is a podFailurePolicy')
  for (const [i, { action }] of job.podFailurePolicy.entries())
    if (action === 'FailIndex' && job.backoffLimitPerIndex === null)
      spec.reading.expected(
        [...spec.at, 'podFailurePolicy', 'rules', i, 'action'],
        action,
        'another action: FailIndex is only for a Job with backoffLimitPerIndex',
      )
}

function readFailurePolicy(policy: Fields): PodFailureRule[] {
  const rules = policy.list('rules', fields => {
    const codes = fields.has('onExitCodes') ? fields.fields('onExitCodes') : null
    const rule: PodFailureRule = {
      action: fields.oneOf('action', ['FailJob', 'FailIndex', 'Ignore', 'Count'], 'Count'),
      onExitCodes:
        codes === null
          ? null
          : {
              container: codes.has('containerName') ? codes.text('containerName') : null,
              operator: codes.oneOf('operator', ['In', 'NotIn'], 'In'),
              values: codes.numbers('values'),
            },
      onConditions:
        fields.list('onPodConditions', condition => {
          const read = {
            type: condition.text('type'),
            status: condition.oneOf('status', ['True', 'False', 'Unknown'], 'True'),
          }
          condition.end()
          return read
        }) ?? [],
    }
    codes?.end()
    fields.end()
    return rule
  })
  policy.end()
  return rules ?? []
}

function readSuccessPolicy(policy: Fields): SuccessRule[] {
  const rules = policy.list('rules', fields => {
    const rule: SuccessRule = {
      succeededIndexes: fields.has('succeededIndexes') ? readIndexes(fields, 'succeededIndexes') : null,
      succeededCount: fields.has('succeededCount') ? fields.whole('succeededCount', 1, 1) : null,
    }
    fields.end()
    return rule
  })
  policy.end()
  return rules ?? []
}

/** `1,3-5`: numbers and ranges with both ends. */
function readIndexes(fields: Fields, key: string): (readonly [number, number])[] {
  const text = fields.text(key)
  const ranges = text.split(',').map(part => /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part))
  if (ranges.some(range => range === null)) fields.expected(key, text, 'indexes such as 0,2-4')
  return ranges.flatMap(range =>
    range === null ? [] : [[Number(range[1]), Number(range[2] ?? range[1])] as const],
  )
}

/** The schedule as it is written, which can be read. */
function readSchedule(spec: Fields): string {
  const schedule = spec.text('schedule')
  if (!spec.has('schedule')) spec.expected('schedule', undefined, 'when it is due, such as "0 * * * *"')
  else spec.attempt(['schedule'], null, where => parseCronSchedule(schedule, where))
  return schedule
}

/** The name of a zone that is known. */
function readZone(spec: Fields): string | null {
  if (!spec.has('timeZone')) return null
  const zone = spec.text('timeZone')
  spec.attempt(['timeZone'], null, where => zoneOf(zone, where))
  return zone
}

export function readCronJob(
  { namespace, name, labels }: Metadata,
  spec: Fields,
  admission: PriorityAdmission,
): CronJob {
  const template = spec.fields('jobTemplate')
  const metadata = template.fields('metadata')
  const cron: CronJob = {
    kind: 'CronJob',
    namespace,
    name,
    labels,
    schedule: readSchedule(spec),
    timeZone: readZone(spec),
    concurrencyPolicy: spec.oneOf('concurrencyPolicy', ['Allow', 'Forbid', 'Replace'], 'Allow'),
    startingDeadline: spec.seconds('startingDeadlineSeconds', NEVER),
    suspend: spec.flag('suspend'),
    job: readJobSpec(template.fields('spec'), namespace, admission),
  }
  checkLabels(metadata, 'labels')
  checkAnnotations(metadata)
  metadata.end([...inertMetadata, 'labels', 'name', 'namespace'])
  template.end()
  spec.passedOver('successfulJobsHistoryLimit')
  spec.passedOver('failedJobsHistoryLimit')
  spec.end()
  return cron
}
