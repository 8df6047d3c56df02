/**
 * The reference of the experiment file, from its JSON Schema: every key with its type, default and meaning.
 */
import { experimentJsonSchema } from '../bench/experiment/json-schema.ts'
import { code, generated, page, table } from './markdown.ts'

/** As much of JSON Schema as Switchyard's files use. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly pattern?: string
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly required?: readonly string[]
  readonly $defs?: Readonly<Record<string, Schema>>
}

const REF = '#/$defs/'

/** The text of docs/reference/experiment.md. */
export function experimentPage(): string {
  // zod's type of a schema is wider than what it writes here.
  const schema = experimentJsonSchema() as unknown as Schema
  const sections = Object.entries(schema.properties!).filter(([, each]) => mapIn(each) !== undefined)
  const shared = Object.entries(schema.$defs ?? {}).filter(([, each]) => each.properties !== undefined)
  return page([
    '# Experiment file',
    generated('bench/experiment/schema.ts'),
    'An experiment is one YAML file. For editors there is a [JSON Schema](experiment.schema.json): begin the file with `# yaml-language-server: $schema=` and the path to it. [The guide](../guides/experiments.md) explains how the parts go together.',
    'Quantities carry their unit: durations `us`, `ms`, `s`, `min`, `h`, `d`; memory `KiB`, `MiB`, `GiB`, `TiB`; cores are plain numbers. Where a **distribution** is expected, write a value, or `exponential <mean>`, `uniform <low> to <high>`, `lognormal <mean> cv <coefficient of variation>`.',
    'Where the type says *axis*, a list of values is an axis: the experiment runs once for each. Keys marked **needed** have no default.',
    '## All keys',
    keys(schema, ''),
    ...sections.flatMap(([name, each]) => section(name, each)),
    ...shared
      .filter(([name]) => !sections.some(([other]) => other === name))
      .flatMap(([name, each]) => section(name, each)),
  ])
}

/** A heading with the keys of a map, and of the maps that are written inside it. */
export function section(name: string, schema: Schema): string[] {
  const map = mapIn(schema)
  if (map?.properties === undefined) return []
  const inner = Object.entries(map.properties).flatMap(([key, each]) => {
    const below = mapIn(each)
    return below?.properties === undefined ? [] : section(`${name}.${key}`, each)
  })
  return [
    `## ${name}`,
    ...(schema.description === undefined ? [] : [schema.description]),
    keys(map, `${name}.`),
    ...inner,
  ]
}

/** One row a key; `before` stands before its name in headings: `trace.`. */
export function keys(schema: Schema, before: string): string {
  const rows = Object.entries(schema.properties!).map(([key, each]) => [
    code(key),
    typeOf(each, `${before}${key}`),
    schema.required?.includes(key) ? '**needed**' : defaultOf(each),
    (each.description ?? '').replaceAll('<', '\\<'),
  ])
  return table(['key', 'type', 'default', 'meaning'], rows)
}

function defaultOf({ default: usual }: Schema): string {
  if (usual === undefined || (typeof usual === 'object' && usual !== null)) return ''
  return code(String(usual))
}

/** The map that a key holds, written in place: itself, one of its alternatives, or the entries of a map by name. */
function mapIn(schema: Schema): Schema | undefined {
  if (schema.properties !== undefined) return schema
  if (typeof schema.additionalProperties === 'object') return mapIn(schema.additionalProperties)
  return undefined
}

/** `name` is that of the heading under which a map is described; without one, its keys are named. */
function typeOf(schema: Schema, name = ''): string {
  if (schema.$ref !== undefined) return reference(schema.$ref)
  if (schema.properties !== undefined) {
    return name === ''
      ? code(`{ ${Object.keys(schema.properties).join(', ')} }`)
      : `[map](#${name.replaceAll('.', '')})`
  }
  if (typeof schema.additionalProperties === 'object')
    return `map by name of ${typeOf(schema.additionalProperties, name)}`
  if (schema.enum !== undefined) return schema.enum.map(value => code(String(value))).join(', ')
  if (schema.anyOf !== undefined) return alternatives(schema.anyOf)
  if (schema.type === 'array') return `list of ${element(schema.items ?? {})}`
  return plain(schema)
}

/** What a list holds, which is no axis itself. */
function element(schema: Schema): string {
  return typeOf(schema)
    .replaceAll(', *axis*', '')
    .replace(/ or list of .*/, '')
}

/** An alternative that is a list of the others makes an axis of them. */
function alternatives(options: readonly Schema[]): string {
  const single = options.filter(option => option.type !== 'array')
  const lists = options.filter(option => option.type === 'array')
  const types = [...new Set(single.map(option => typeOf(option)))]
  const same = (list: Schema) =>
    typeOf(list.items ?? {}) === types.join(', ') || typeOf(list.items ?? {}) === types.join(' or ')
  const axis = lists.some(same) && !single.some(option => option.$ref !== undefined)
  const others = lists.filter(list => !(axis && same(list))).map(list => typeOf(list))
  return `${[...types, ...others].join(' or ')}${axis ? ', *axis*' : ''}`
}

function plain({ type, pattern = '' }: Schema): string {
  if (pattern.includes('exponential')) return 'value or distribution'
  if (pattern.includes('GiB')) return 'memory'
  if (pattern.includes('min')) return pattern.includes('never') ? 'duration or `never`' : 'duration'
  const words = (Array.isArray(type) ? type : [type]) as readonly (string | undefined)[]
  return words.map(word => typeNames[word ?? ''] ?? word ?? 'anything').join(' or ')
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: '`true`, `false`',
}

/** A shared definition: a section of this page, or a distribution. */
function reference(ref: string): string {
  const name = ref.slice(REF.length)
  return name.startsWith('distribution') ? 'value or distribution, *axis*' : `[${name}](#${name})`
}
