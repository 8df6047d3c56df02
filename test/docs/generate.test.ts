import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { generatedFiles } from '../../docs/generate.ts'
import { groupNumbers } from '../../sim/measure/numbers.ts'
import { schedulerNumbers } from '../../sim/measure/scheduler-numbers.ts'

describe('what npm run docs writes', () => {
  it.each(Object.entries(generatedFiles))('%s is what the code says now', (file, text) => {
    expect(existsSync(file) ? readFileSync(file, 'utf8') : `${file} is missing; run npm run docs`).toBe(
      text(),
    )
  })
})

describe('the reference of the experiment file', () => {
  const page = generatedFiles['docs/reference/experiment.md']!()

  it('says of a key its type, its default and what it means', () => {
    expect(page).toContain('| `until` | duration or `never`, *axis* | `never` |')
    expect(page).toContain('| `count` | whole number or text, *axis* | **needed** |')
  })

  it('leads from a map to the section that describes it', () => {
    expect(page).toContain('| `think` | [map](#rootthink) |')
    expect(page).toContain('\n## root.think\n')
  })
})

describe('the reference of the numbers', () => {
  it('holds every number of the catalogue once', () => {
    const page = generatedFiles['docs/reference/numbers.md']!()
    for (const { name } of [...groupNumbers, ...schedulerNumbers])
      expect(page.split(`| \`${name}\` |`), name).toHaveLength(2)
  })
})

describe('the small log', () => {
  const jobs = generatedFiles['examples/small.swf']!()
    .split('\n')
    .filter(line => /^\d/.test(line))
    .map(line => line.split(' ').map(Number))

  it('has 200 jobs of 18 fields, in order of submission', () => {
    expect(jobs).toHaveLength(200)
    expect(jobs.every(fields => fields.length === 18)).toBe(true)
    const submits = jobs.map(fields => fields[1]!)
    expect([...submits].sort((a, b) => a - b)).toEqual(submits)
  })

  it('asks for at least the time that a job runs, and has four jobs that never ran', () => {
    expect(jobs.filter(fields => fields[3]! > fields[8]!)).toEqual([])
    expect(jobs.filter(fields => fields[3] === -1).map(fields => fields[0])).toEqual([50, 100, 150, 200])
  })
})
