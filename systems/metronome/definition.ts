/**
 * Reads the JSON of a Metronome job, as its API takes it (jobspec.schema.json and schedulespec.schema.json, v0.1.9 and
 * de4174d).
 */
import { seconds } from '../../sim/engine/time.ts'
import { SwitchyardError } from '../../sim/errors.ts'
import { type Constraint, checkOf } from '../marathon/constraints.ts'
import { thousandths } from '../marathon/offer.ts'
import { WrittenObject } from '../written-object.ts'
import { type Flags, head } from './era.ts'
import { type Image, type Job, type Restart, type RunSpec, restartPolicies } from './job.ts'
import { marathonConstraint, operatorNames, placementOperator } from './placement.ts'
import { runViolations, type WrittenRun } from './run-checks.ts'
import { readSchedule } from './schedule-definition.ts'

export interface JobDefinition {
  readonly job: Job
  /** Fields that say something which is not modelled, as paths: `run.env`. */
  readonly notModelled: readonly string[]
}

const ID = /^([a-z0-9]+(-+[a-z0-9]+)*)(\.([a-z0-9]+(-+[a-z0-9]+)*))*$/

/**
 * @param where begins every sentence of an error: `job.json:`
 * @throws SwitchyardError with all faults at once.
 */
export function readJob(json: unknown, where: string, flags: Flags = head): JobDefinition {
  const faults: string[] = []
  const definition = parseJob(json, where, flags, faults)
  if (faults.length === 0) faults.push(...checksOf(json, definition.job, where))
  if (faults.length > 0) throw new SwitchyardError(faults.join('\n'))
  return definition
}

/** What the schema says of a job; what is wrong with it is added to `faults`. */
export function parseJob(json: unknown, where: string, flags: Flags, faults: string[]): JobDefinition {
  const name = flags.era === 'head' ? 'Metronome' : 'Metronome 0.1'
  const written = new WrittenObject(json, where, faults, { system: name, numbersAsText: false })
  const id = written.text('id')
  if (id !== '' && !ID.test(id))
    written.fault(id, 'names of lower-case letters, digits and dashes between dots', 'id')
  const schedules = written.objects('schedules').map(each => readSchedule(each, flags, faults))
  if (schedules.length > 1) written.fault(schedules.length, 'at most one schedule', 'schedules')
  const dependencies = flags.hasDependencies
    ? written.objects('dependencies').map(each => {
        const parent = each.text('id')
        each.rest([])
        return parent
      })
    : []
  const run = written.object('run')
  if (run === null) written.fault(undefined, 'what is run', 'run')
  const notModelled: string[] = []
  const spec = readRun(run ?? new WrittenObject({ cpus: 1, mem: 32, disk: 0 }, where, []), flags, notModelled)
  notModelled.push(...written.rest(['description', 'labels']))
  return { job: { id, run: spec, schedule: schedules[0] ?? null, dependencies }, notModelled }
}

/** What Metronome checks besides. */
function checksOf(json: unknown, job: Job, where: string): string[] {
  const { run } = json as { run: WrittenRun }
  const faults = runViolations(run).map(([path, says]) => `${where} run${path === '/' ? '' : path}: ${says}`)
  if (job.schedule !== null && job.dependencies.length > 0)
    faults.push(
      `${where} found schedules and dependencies, expected either; a job runs by a clock or after others.`,
    )
  if (new Set(job.dependencies).size < job.dependencies.length)
    faults.push(`${where} dependencies: found a job twice, expected each once; take it out.`)
  return faults
}

function readRun(written: WrittenObject, flags: Flags, notModelled: string[]): RunSpec {
  const isHead = flags.era === 'head'
  const needs = {
    cpus: thousandths(written.number('cpus', { min: 0.01 })),
    mem: thousandths(written.number('mem', { min: 32 })),
    disk: thousandths(written.number('disk', {})),
    gpus: isHead ? thousandths(written.number('gpus', { whole: true, otherwise: 0 })) : 0,
  }
  const grace = isHead && written.has('taskKillGracePeriodSeconds')
  const spec = {
    needs,
    constraints: readConstraints(written, flags),
    restart: readRestart(written.object('restart')),
    killGrace: grace ? seconds(written.number('taskKillGracePeriodSeconds', {})) : null,
    maxLaunchDelay: seconds(written.number('maxLaunchDelay', { min: 1, whole: true, otherwise: 3600 })),
    image: readDocker(written, notModelled) ?? (isHead ? readUcr(written, notModelled) : null),
  }
  if (isHead) readNetworks(written)
  const known = ['cmd', 'args', 'user', 'env', 'artifacts', 'volumes', ...(isHead ? ['secrets'] : [])]
  notModelled.push(...written.rest(known).map(key => `run.${key}`))
  if (isHead && written.has('networks')) notModelled.push('run.networks')
  return spec
}

function readConstraints(written: WrittenObject, flags: Flags): Constraint[] {
  const placement = written.object('placement')
  if (placement === null) return []
  const constraints = placement.objects('constraints').flatMap(each => {
    const [attribute, name, value] = [each.text('attribute'), each.text('operator'), each.text('value', '')]
    each.rest([])
    const operator = placementOperator(name, flags.era)
    if (operator === null) {
      each.fault(name, `one of ${operatorNames(flags.era)}`, 'operator')
      return []
    }
    const constraint = marathonConstraint(attribute, operator, value, flags.era)
    try {
      checkOf(constraint, flags.era === 'head' ? 'head' : '1.3', each.where)
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error
      each.fault(value, `a value that ${operator} can use (${error.message})`, 'value')
      return []
    }
    return [constraint]
  })
  placement.rest([])
  return constraints
}

function readRestart(written: WrittenObject | null): Restart {
  if (written === null) return { policy: 'NEVER', activeDeadline: null }
  const policy = written.choice('policy', restartPolicies)
  const deadline = written.has('activeDeadlineSeconds')
    ? seconds(written.number('activeDeadlineSeconds', { whole: true }))
    : null
  written.rest([])
  return { policy, activeDeadline: deadline }
}

function readDocker(written: WrittenObject, notModelled: string[]): Image | null {
  const docker = written.object('docker')
  if (docker === null) return null
  const parameters = docker.objects('parameters').map(each => {
    const parameter = { key: each.text('key'), value: each.text('value') }
    each.rest([])
    return parameter
  })
  const image = { name: docker.text('image'), forcePull: docker.flag('forcePullImage', false), parameters }
  notModelled.push(...docker.rest(['privileged']).map(key => `run.docker.${key}`))
  return image
}

function readUcr(written: WrittenObject, notModelled: string[]): Image | null {
  const ucr = written.object('ucr')
  if (ucr === null) return null
  const image = ucr.object('image')
  if (image === null) ucr.fault(undefined, 'an image', 'image')
  const read = { name: image?.text('id') ?? '', forcePull: image?.flag('forcePull', false) ?? false }
  image?.choice('kind', ['docker', 'appc'], 'docker')
  image?.rest([])
  notModelled.push(...ucr.rest(['privileged']).map(key => `run.ucr.${key}`))
  return { ...read, parameters: [] }
}

function readNetworks(written: WrittenObject): void {
  for (const network of written.objects('networks')) {
    network.choice('mode', ['host', 'container/bridge', 'container'])
    network.text('name', '')
    const labels = network.object('labels')
    for (const key of Object.keys((network.raw('labels') as object | undefined) ?? {})) labels?.text(key)
    network.rest([])
  }
}
