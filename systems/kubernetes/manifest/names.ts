/**
 * What names may look like (Kubernetes, apimachinery/pkg/util/validation/validation.go, v0.34.4).
 */
import type { Fields } from './fields.ts'

export interface NameForm {
  readonly is: (text: string) => boolean
  readonly expected: string
}

const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/
const SERVICE = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/
const NAME = /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/
const ENDS = 'with a letter or digit at both ends'

export const dnsLabel: NameForm = {
  is: text => text.length <= 63 && LABEL.test(text),
  expected: `up to 63 lower-case letters, digits and "-", ${ENDS}`,
}

export const subdomain: NameForm = {
  is: text => text.length <= 253 && SUBDOMAIN.test(text),
  expected: `a name of lower-case letters, digits, "-" and ".", ${ENDS}`,
}

export const serviceName: NameForm = {
  is: text => text.length <= 63 && SERVICE.test(text),
  expected: 'up to 63 lower-case letters, digits and "-", with a letter first and no "-" last',
}

/** The controller of CronJobs appends eleven characters to the name, and a Job's name is a label of its pods. */
export const cronJobName: NameForm = {
  is: text => text.length <= 52 && SUBDOMAIN.test(text),
  expected: `up to 52 lower-case letters, digits, "-" and ".", ${ENDS}`,
}

export const jobName: NameForm = {
  is: text => text.length <= 63 && SUBDOMAIN.test(text),
  expected: `up to 63 lower-case letters, digits, "-" and ".", ${ENDS}: it is a label of its pods`,
}

/** Of labels and annotations. */
export const qualifiedName: NameForm = {
  is: text => {
    const [name, prefix, ...more] = text.split('/').reverse()
    return (
      more.length === 0 &&
      name!.length <= 63 &&
      NAME.test(name!) &&
      (prefix === undefined || subdomain.is(prefix))
    )
  },
  expected:
    'a name such as app or example.com/app: up to 63 letters, digits, "-", "_" and ".", behind a domain or not',
}

export const labelValue: NameForm = {
  is: text => text === '' || (text.length <= 63 && NAME.test(text)),
  expected: `up to 63 letters, digits, "-", "_" and ".", ${ENDS}, or nothing`,
}

export const portName: NameForm = {
  is: text => text.length <= 15 && LABEL.test(text) && /[a-z]/.test(text) && !text.includes('--'),
  expected: 'up to 15 lower-case letters, digits and "-", with a letter among them and no "--"',
}

/** Anything that can be printed, but for the mark that ends it. */
export const environmentName: NameForm = {
  is: text => /^[\x20-\x3c\x3e-\x7e]+$/.test(text),
  expected: 'characters that can be printed, without "="',
}

/** A text that is there and has no such form; other types were told where they are read. */
export function checkName(fields: Fields, key: string, form: NameForm): void {
  const text = fields.anything(key)
  if (typeof text === 'string' && text !== '' && !form.is(text)) fields.expected(key, text, form.expected)
}

/** The same of one that has to be there: `what` it is. */
export function requireName(fields: Fields, key: string, form: NameForm, what: string): void {
  if ((fields.anything(key) ?? '') === '') fields.expected(key, fields.anything(key), what, 'add it')
  else checkName(fields, key, form)
}

/** Labels, or label values that a selector asks for. */
export function checkLabels(fields: Fields, key: string): void {
  const labels = fields.inside(key)
  for (const [name, value] of Object.entries(labels.all)) {
    if (!qualifiedName.is(name)) labels.keyExpected(name, qualifiedName.expected)
    if (typeof value === 'string' && !labelValue.is(value)) labels.expected(name, value, labelValue.expected)
  }
}

/** Capitals are as good as small letters here. */
export function checkAnnotations(fields: Fields): void {
  fields.map('annotations')
  const annotations = fields.inside('annotations')
  for (const name of Object.keys(annotations.all))
    if (!qualifiedName.is(name.toLowerCase())) annotations.keyExpected(name, qualifiedName.expected)
}

/** Every text below the key once in a list of objects; `what` they are. */
export function checkOnce(all: readonly Fields[], key: string, what: string): void {
  const seen = new Set<unknown>()
  for (const fields of all) {
    const value = fields.anything(key)
    if (typeof value !== 'string' || value === '') continue
    if (seen.has(value))
      fields.said(
        key,
        `found the ${what} ${JSON.stringify(value)} for the second time, expected every ${key === 'mountPath' ? 'path' : 'name'} once; rename one of them`,
      )
    seen.add(value)
  }
}
