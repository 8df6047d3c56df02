/**
 * Reads what a Metronome job runs (jobspec.schema.json, v0.1.9 and de4174d).
 */
import { seconds } from '../../sim/engine/time.ts'
import type { Fields } from '../definition-file/fields.ts'
import { type Constraint, checkOf } from '../marathon/constraints.ts'
import { thousandths } from '../marathon/offer.ts'
import type { Flags } from './era.ts'
import { type Image, type Restart, type RunSpec, restartPolicies } from './job.ts'
import { marathonConstraint, operatorNames, placementOperator } from './placement.ts'

/** Fields that 0.1 does not have. */
const LATER = ['gpus', 'ucr', 'networks', 'secrets', 'taskKillGracePeriodSeconds']

export function readRun(fields: Fields, flags: Flags): RunSpec {
  const isHead = flags.era === 'head'
  const needs = {
    cpus: thousandths(required(fields, 'cpus', 0.01)),
    mem: thousandths(required(fields, 'mem', 32)),
    disk: thousandths(required(fields, 'disk', 0)),
    gpus: isHead ? thousandths(fields.number('gpus', { whole: true }) ?? 0) : 0,
  }
  const grace = isHead ? fields.number('taskKillGracePeriodSeconds') : undefined
  const spec = {
    needs,
    constraints: readConstraints(fields.object('placement', 'constraints'), flags),
    restart: readRestart(fields.object('restart', 'a policy')),
    killGrace: grace === undefined ? null : seconds(grace),
    maxLaunchDelay: seconds(fields.number('maxLaunchDelay', { least: 1, whole: true }) ?? 3600),
    image: readDocker(fields) ?? (isHead ? readUcr(fields) : null),
  }
  if (isHead) readNetworks(fields)
  const later = isHead ? ['secrets', 'networks'] : []
  fields.notModelled('cmd', 'args', 'user', 'env', 'artifacts', 'volumes', ...later)
  const remedy = 'Metronome 0.1 does not have it: take a later one'
  fields.close('a run', isHead ? {} : Object.fromEntries(LATER.map(key => [key, remedy])))
  return spec
}

function required(fields: Fields, key: string, least: number): number {
  const value = fields.number(key, { least })
  if (value === undefined && !fields.has(key))
    fields.report.wrong(fields.path(key), { found: 'nothing', expected: `a number of at least ${least}` })
  return value ?? least
}

function readConstraints(placement: Fields | undefined, { era }: Flags): Constraint[] {
  if (placement === undefined) return []
  const constraints = placement.objects('constraints', 'a constraint').flatMap(each => {
    const [attribute, name, value = ''] = [each.text('attribute'), each.text('operator'), each.text('value')]
    each.close('a constraint')
    if (attribute === undefined && !each.has('attribute'))
      each.report.wrong(each.path('attribute'), { found: 'nothing', expected: 'the name of an attribute' })
    const operator = placementOperator(name ?? '', era)
    if (operator === null && (name !== undefined || !each.has('operator')))
      each.report.wrong(each.path('operator'), {
        found: name === undefined ? 'nothing' : JSON.stringify(name),
        expected: `one of ${operatorNames(era)}`,
      })
    if (attribute === undefined || operator === null) return []
    const constraint = marathonConstraint(attribute, operator, value, era)
    const checked = each.attempt(each.path('value'), where =>
      checkOf(constraint, era === 'head' ? 'head' : '1.3', where),
    )
    return checked === undefined ? [] : [constraint]
  })
  placement.close('a placement')
  return constraints
}

function readRestart(fields: Fields | undefined): Restart {
  if (fields === undefined) return { policy: 'NEVER', activeDeadline: null }
  const policy = fields.word('policy', restartPolicies)
  if (!fields.has('policy'))
    fields.report.wrong(fields.path('policy'), { found: 'nothing', expected: 'NEVER or ON_FAILURE' })
  const deadline = fields.number('activeDeadlineSeconds', { whole: true })
  fields.close('a restart policy')
  return { policy: policy ?? 'NEVER', activeDeadline: deadline === undefined ? null : seconds(deadline) }
}

function readDocker(fields: Fields): Image | null {
  const docker = fields.object('docker', 'an image')
  if (docker === undefined) return null
  const parameters = docker.objects('parameters', 'a key with its value').map(each => {
    const parameter = { key: each.text('key') ?? '', value: each.text('value') ?? '' }
    each.close('a parameter')
    return parameter
  })
  const image = {
    name: nameOf(docker, 'image'),
    forcePull: docker.flag('forcePullImage') ?? false,
    privileged: docker.flag('privileged') ?? false,
    parameters,
  }
  docker.notModelled('image', 'forcePullImage', 'parameters', 'privileged')
  docker.close('a Docker container')
  return image
}

function readUcr(fields: Fields): Image | null {
  const ucr = fields.object('ucr', 'an image')
  if (ucr === undefined) return null
  const image = ucr.object('image', 'an image with its id')
  if (image === undefined && !ucr.has('image'))
    ucr.report.wrong(ucr.path('image'), { found: 'nothing', expected: 'an image with its id' })
  const read = {
    name: image === undefined ? '' : nameOf(image, 'id'),
    forcePull: image?.flag('forcePull') ?? false,
  }
  image?.word('kind', ['docker', 'appc'])
  image?.notModelled('pullConfig')
  image?.close('an image')
  const privileged = ucr.flag('privileged') ?? false
  ucr.notModelled('image', 'privileged')
  ucr.close('a container')
  return { ...read, privileged, parameters: [] }
}

function nameOf(fields: Fields, key: string): string {
  const name = fields.text(key)
  if (name === undefined && !fields.has(key))
    fields.report.wrong(fields.path(key), { found: 'nothing', expected: 'the name of an image' })
  return name ?? ''
}

function readNetworks(fields: Fields): void {
  for (const network of fields.objects('networks', 'a network')) {
    network.word('mode', ['host', 'container/bridge', 'container'])
    if (!network.has('mode'))
      network.report.wrong(network.path('mode'), { found: 'nothing', expected: 'a mode' })
    network.text('name')
    network.textsByName('labels')
    network.close('a network')
  }
}
