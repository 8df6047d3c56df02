/**
 * Where instances may run, as definitions say it: constraints, roles, persistent volumes.
 */

import type { Entry, Fields } from '../../definition-file/fields.ts'
import { shown } from '../../definition-file/report.ts'
import type { Volume } from '../app.ts'
import { type Constraint, checkOf, constraintOf, operators, pathCheckOf } from '../constraints.ts'
import type { Era } from '../flags.ts'
import { thousandths } from '../offer.ts'

/** `[field, operator]` or `[field, operator, value]`, each. */
export function readConstraints(fields: Fields, era: Era): Constraint[] {
  return fields.list('constraints').flatMap(entry => {
    const constraint = readConstraint(entry, fields, era)
    if (constraint === undefined) return []
    // What cannot be asked is found out now, not at the first offer.
    fields.attempt(entry.at, where => checkOf(constraint, era, where))
    return [constraint]
  })
}

/** `{ fieldName, operator, value }` of a pod, each. */
export function readPodConstraints(fields: Fields): Constraint[] {
  return fields.objects('constraints', 'a constraint').flatMap(written => {
    const parts = [written.text('fieldName'), written.text('operator'), written.text('value')]
    written.close('a constraint')
    const value = parts.filter(part => part !== undefined)
    const constraint = readConstraint({ value, at: written.at }, fields, 'head')
    if (constraint === undefined) return []
    fields.attempt(written.at, where => checkOf(constraint, 'head', where))
    return [constraint]
  })
}

function readConstraint({ value, at }: Entry, fields: Fields, era: Era): Constraint | undefined {
  const { report } = fields
  if (!Array.isArray(value) || !value.every(part => typeof part === 'string')) {
    report.wrong(at, {
      found: shown(value),
      expected: 'texts: [field, operator] or [field, operator, value]',
    })
    return undefined
  }
  const known = operators.filter(operator => era === 'head' || operator !== 'IS')
  if (value.length >= 2 && !(known as readonly string[]).includes(value[1]!)) {
    report.wrong([...at, 1], {
      found: shown(value[1]),
      expected: `an operator of Marathon ${era}: ${known.join(', ')}`,
      among: known,
    })
    return undefined
  }
  const constraint = fields.attempt(at, where => constraintOf(value, era, where))
  if (constraint === undefined) return undefined
  if (constraint.operator === 'UNIQUE' && constraint.value !== '')
    report.wrong([...at, 2], {
      found: shown(constraint.value),
      expected: 'no value: UNIQUE takes none',
      remedy: 'delete it',
    })
  if ((constraint.operator === 'LIKE' || constraint.operator === 'UNLIKE') && constraint.value === '')
    report.wrong(at, { found: `${constraint.operator} without a value`, expected: 'a pattern behind it' })
  return constraint
}

/** An app that lists no roles is refused, a pod is not (AppValidation and SchedulingValidation.scala, 90619da). */
export function readRoles(
  fields: Fields,
  key: string,
  of: 'app' | 'pod' = 'app',
): { acceptedResourceRoles?: readonly string[] } {
  const roles = fields.texts(key)
  if (of === 'app' && fields.has(key) && roles.length === 0 && fields.list(key).length === 0)
    fields.report.wrong(fields.path(key), {
      found: 'no role',
      expected: 'at least one, such as "*"',
      remedy: 'name one, or leave it out',
    })
  return roles.length > 0 ? { acceptedResourceRoles: roles } : {}
}

/** The persistent volumes among `volumes`; the others ask nothing of an offer. */
export function readVolumes(fields: Fields, era: Era): Volume[] {
  return fields.objects('volumes', 'a volume').flatMap(written => {
    written.notModelled('containerPath', 'hostPath', 'mode', 'external', 'host', 'secret', 'name')
    const persistent = written.object('persistent', 'size, and type, maxSize or constraints')
    written.close('a volume')
    return persistent === undefined ? [] : readPersistent(persistent, era)
  })
}

function readPersistent(fields: Fields, era: Era): Volume[] {
  const { report } = fields
  const type = fields.word('type', ['root', 'path', 'mount']) ?? 'root'
  const size = fields.number('size', { least: 1 })
  const maxSize = fields.number('maxSize', { least: size ?? 1 })
  fields.notModelled('profileName')
  if (!fields.has('size'))
    report.wrong(fields.at, { found: 'a persistent volume without a size', expected: 'size, in MiB' })
  if (maxSize !== undefined && type !== 'mount')
    report.wrong(
      fields.path('maxSize'),
      {
        found: `maxSize for a volume of type "${type}"`,
        expected: 'it for mount volumes only',
        remedy: 'delete it',
      },
      'key',
    )
  const constraints = fields.list('constraints').flatMap(entry => {
    const constraint = readConstraint(entry, fields, era)
    if (constraint === undefined) return []
    fields.attempt(entry.at, where => pathCheckOf(constraint, where))
    return [constraint]
  })
  fields.close('a persistent volume')
  return size === undefined
    ? []
    : [
        {
          type,
          size: thousandths(size),
          constraints,
          ...(maxSize !== undefined && { maxSize: thousandths(maxSize) }),
        },
      ]
}
