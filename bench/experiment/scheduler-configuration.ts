/**
 * The KubeSchedulerConfiguration file that a system names: read, and its settings put where those of the root are.
 */
import { readFileSync } from 'node:fs'
import { type Path as FieldPath, placeOf, Reading } from '../../systems/kubernetes/manifest/fields.ts'
import { readSchedulerConfiguration } from '../../systems/kubernetes/manifest/scheduler-configuration.ts'
import type { KubernetesSpec } from '../../systems/kubernetes/spec.ts'
import { writtenName } from '../../systems/options.ts'
import { sentence } from './faults.ts'
import type { Inputs } from './inputs.ts'
import { readManifestText, type TextDocument } from './manifest-text.ts'
import type { PlannedSystem } from './planned-system.ts'
import type { Report } from './validation.ts'

const KEY = 'configuration'

/** The system with what its file says; as it was after reporting faults, and where it names none. */
export function withSchedulerConfiguration(
  system: PlannedSystem | undefined,
  inputs: Inputs,
  report: Report,
): PlannedSystem | undefined {
  const path = system?.rootPaths.get(KEY)
  if (system === undefined || path === undefined) return system
  const { root } = system.spec
  // Until it is read, the name of the file stands in its place.
  const { configuration: name, ...rest } = root as unknown as Record<string, unknown>
  const without = { ...system, spec: { ...system.spec, root: rest as unknown as KubernetesSpec } }
  const file = inputs.named(String(name), path, 'a KubeSchedulerConfiguration file', report)
  if (file === undefined) return without
  const { documents, faults } = readManifestText(file, readFileSync(file, 'utf8'))
  for (const fault of faults) report(path, fault)
  if (faults.length > 0) return without
  const [document] = documents
  if (document === undefined || documents.length > 1) {
    const found = `${documents.length} documents in ${file}`
    report(path, sentence({ found, expected: 'one KubeSchedulerConfiguration' }))
    return without
  }
  const reading = new Reading()
  const { profiles: _, ...settings } = readSchedulerConfiguration(document.value, reading)
  for (const { at, sentence: said } of reading.faults)
    report(path, `${placeIn(document, at)}: ${at.length === 0 ? '' : `${placeOf(at)}: `}${said}`)
  if (reading.unmodelled.length > 0) report(path, notModelled(file, reading.unmodelled))
  for (const field of Object.keys(settings)) {
    const key = writtenName(field)
    if (!system.rootPaths.has(key)) continue
    const found = `a setting that ${file} has too`
    report(
      system.rootPaths.get(key)!,
      sentence({ found, expected: 'it in one of them', remedy: 'leave it out here' }),
      'key',
    )
  }
  const configuration = document.value as Record<string, unknown>
  return {
    ...without,
    spec: { ...without.spec, root: { ...without.spec.root, ...settings, configuration } as KubernetesSpec },
  }
}

function placeIn(document: TextDocument, at: FieldPath): string {
  return document.placeOf(at)
}

/** All such fields in one sentence, each once. */
function notModelled(file: string, fields: readonly FieldPath[]): string {
  const names = [...new Set(fields.map(at => placeOf(at).replace(/\[\d+\]/g, '[]')))].sort()
  return sentence({
    found: `${names.join(', ')} in ${file}`,
    expected: 'fields that are modelled',
    remedy: names.length === 1 ? 'leave it out' : 'leave them out',
  })
}
