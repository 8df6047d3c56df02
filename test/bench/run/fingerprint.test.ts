import { describe, expect, it } from 'vitest'
import type { Plan, PlannedRun } from '../../../bench/plan.ts'
import { runFingerprint as fingerprintBy, sha256 } from '../../../bench/run/fingerprint.ts'
import { NEVER } from '../../../sim/engine/time.ts'
import { smallPlan } from './small-plan.ts'

const runFingerprint = (run: PlannedRun, inputs: Plan['inputs']) => fingerprintBy(run, inputs, 'this code')

const plan = smallPlan()
const run = plan.runs[0]!
const withSpec = (changes: object) => ({ ...run, spec: { ...run.spec, ...changes } })

describe('the fingerprint of a run', () => {
  it('is a sha256, as everybody computes it', () => {
    // printf abc | sha256sum, FIPS 180-2 appendix B.1
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(runFingerprint(run, {})).toMatch(/^[0-9a-f]{64}$/)
  })

  it('does not depend on the order in which a specification was put together', () => {
    const backwards = Object.fromEntries(Object.entries(run.spec).reverse())
    expect(runFingerprint(withSpec(backwards), {})).toBe(runFingerprint(run, {}))
  })

  it('changes with everything that a result depends on', () => {
    const changes = [{ seed: 'ash' }, { until: NEVER }, { warmup: 0 }, { slices: 11 }]
    const prints = changes.map(change => runFingerprint(withSpec(change), {}))
    expect(new Set([runFingerprint(run, {}), ...prints]).size).toBe(changes.length + 1)
  })

  it('changes with the code that executes it', () => {
    expect(fingerprintBy(run, {}, 'other code')).not.toBe(runFingerprint(run, {}))
  })

  it('does not depend on what the run is called, on its place in a sweep, or on whether it is checked', () => {
    const system = { ...run.spec.system, name: 'central' }
    const renamed = { id: 'central_load-0.5-oak', axes: { system: 'central', load: 0.5 } }
    expect(runFingerprint({ ...withSpec({ system, check: true }), ...renamed }, {})).toBe(
      runFingerprint(run, {}),
    )
  })

  it('does not take a word for an input of that name', () => {
    const part = (jobClass: string) => ({ ...run.spec.workload, parts: [{ jobClass }] })
    const inputs = { batch: 'content' }
    expect(runFingerprint(withSpec({ workload: part('batch') }), inputs)).not.toBe(
      runFingerprint(withSpec({ workload: part('content') }), inputs),
    )
  })

  it('tells a moment that never comes from an absent one', () => {
    // JSON writes both as null.
    expect(runFingerprint(withSpec({ until: NEVER }), {})).not.toBe(
      runFingerprint(withSpec({ until: null }), {}),
    )
  })

  it('sees the content of a trace, not the path to it', () => {
    const traced = (file: string) => withSpec({ workload: { kind: 'omega-csv', file } })
    const here = runFingerprint(traced('a/log.csv'), { 'a/log.csv': 'content' })
    const there = runFingerprint(traced('b/log.csv'), { 'b/log.csv': 'content' })
    const changed = runFingerprint(traced('b/log.csv'), { 'b/log.csv': 'other content' })
    expect(there).toBe(here)
    expect(changed).not.toBe(here)
    // By file name, as an experiment lists its inputs.
    expect(runFingerprint(traced('c/log.csv'), { 'log.csv': 'content' })).toBe(here)
  })

  it('sees the content of a policy file, not the path to it', () => {
    const governed = (path: string, hash: string) =>
      withSpec({
        system: { ...run.spec.system, root: { ...run.spec.system.root, order: path } },
        policyFiles: { [path]: { hash, code: 'exports.order = 1' } },
      })
    const here = runFingerprint(governed('a/mine.ts', 'content'), {})
    expect(runFingerprint(governed('b/mine.ts', 'content'), {})).toBe(here)
    const policyFiles = { 'a/mine.ts': { hash: 'content', code: '// one\nexports.order = 1' } }
    const commented = governed('a/mine.ts', 'content')
    expect(runFingerprint({ ...commented, spec: { ...commented.spec, policyFiles } }, {})).toBe(here)
    expect(runFingerprint(governed('b/mine.ts', 'other content'), {})).not.toBe(here)
  })
})
