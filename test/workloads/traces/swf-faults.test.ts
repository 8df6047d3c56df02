import { appendFileSync, mkdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { JobBatch } from '../../../sim/world/batch.ts'
import { openSwf } from '../../../workloads/traces/swf.ts'
import { TraceError } from '../../../workloads/traces/trace-faults.ts'
import { faultsOf, scratchFiles, setting, swfLine, swfSpec } from './logs.ts'

const write = scratchFiles()
const good = swfLine({ id: 1, submit: 0, run: 10, allocated: 1 })
const refusal = 'log.swf: correct or delete these lines; nothing was simulated'

function open(content: string | Uint8Array) {
  return openSwf(swfSpec(write(content), { processors: 8 }), setting)
}

describe('a line that cannot be read', () => {
  it.each([
    ['1 0 -1 10 1 -1 -1 1 60', "found 9 fields, expected 18: '1 0 -1 10 1 -1 -1 1 60'"],
    ['1', "found 1 field, expected 18: '1'"],
    [good.trim() + ' 4', `found 19 fields, expected 18: '${good.trim()} 4'`],
    [good.trim() + ' ; fast', "found ';' in field 19 (beyond the last), expected the end of the line"],
    [
      good.replace('10', 'ten'),
      "found 'ten' in field 4 (run time), expected seconds, at most 9007199254 (−1 if unknown)",
    ],
    [
      good.replace('10', 'NaN'),
      "found 'NaN' in field 4 (run time), expected seconds, at most 9007199254 (−1 if unknown)",
    ],
    [
      good.replace('10', '0x10'),
      "found '0x10' in field 4 (run time), expected seconds, at most 9007199254 (−1 if unknown)",
    ],
    [
      good.replace('10', '--1'),
      "found '--1' in field 4 (run time), expected seconds, at most 9007199254 (−1 if unknown)",
    ],
    [
      good.replace('10', '-'),
      "found '-' in field 4 (run time), expected seconds, at most 9007199254 (−1 if unknown)",
    ],
    [
      good.replace('10', '1e999'),
      "found '1e999' in field 4 (run time), expected seconds, at most 9007199254 (−1 if unknown)",
    ],
    // 2^53 µs are 9007199254.740992 s.
    [
      good.replace('10', '9007199255'),
      "found '9007199255' in field 4 (run time), expected seconds, at most 9007199254 (−1 if unknown)",
    ],
    [
      '1 1e10' + good.slice(3),
      "found '1e10' in field 2 (submit time), expected seconds, at most 9007199254 (−1 if unknown)",
    ],
    ['1.5' + good.slice(1), "found '1.5' in field 1 (job number), expected a whole number"],
    [
      swfLine({ id: 1, submit: 0, run: 1, allocated: 2.5 }),
      "found '2.5' in field 5 (allocated processors), expected a whole number, at most 2147483647 (−1 if unknown)",
    ],
    [
      swfLine({ id: 1, submit: 0, run: 1, requested: 3e9 }),
      "found '3000000000' in field 8 (requested processors), expected a whole number, at most 2147483647 (−1 if unknown)",
    ],
    [
      swfLine({ id: 1, submit: 0, run: 1, allocated: 1, user: 3e9 }),
      "found '3000000000' in field 12 (user), expected a whole number, at most 2147483647 (−1 if unknown)",
    ],
    [
      swfLine({ id: 1, submit: 0, run: 1, allocated: 1, asked: 1e10 }),
      "found '10000000000' in field 9 (requested time), expected seconds, at most 9007199254 (−1 if unknown)",
    ],
    [
      good.replace('-1 1 -1', '?? 1 -1'),
      "found '??' in field 10 (requested memory), expected a number (−1 if unknown)",
    ],
    [
      good.trim() + '\r' + good.trim(),
      'found a carriage return inside the line, expected lines that end in LF or CR LF',
    ],
  ])('%j is refused, with its line and what was expected', async (line, sentence) => {
    const text = `${good}${line.trim()}\n${good}`
    expect(await faultsOf(open(text))).toEqual([`log.swf:2: ${sentence}`, refusal])
  })

  it('is reported together with all others, the first twenty in full', async () => {
    const error = await open(`${'bad\n'.repeat(30)}${good}`).catch(reason => reason)
    expect(error).toBeInstanceOf(TraceError)
    expect(error.total).toBe(30)
    expect(error.faults).toHaveLength(20)
    const said = await faultsOf(open(`${'bad\n'.repeat(30)}${good}`))
    expect(said).toHaveLength(22)
    expect(said[19]).toMatch(/^log\.swf:20: found 'bad' in field 1 \(job number\), expected a whole number$/)
    expect(said.slice(20)).toEqual(['log.swf: … and 10 more faults like these', refusal])
  })

  it('has the same number wherever the reading is cut, after blank lines too', async () => {
    const file = write(`a\n\n\r\n\n${good}\n\nb\n`)
    for (let chunkBytes = 1; chunkBytes <= 64; chunkBytes++) {
      const opening = openSwf(swfSpec(file, { processors: 8 }), setting, { chunkBytes })
      const lines = (await faultsOf(opening)).map(sentence => sentence.split(' ')[0])
      expect(lines).toEqual(['log.swf:1:', 'log.swf:8:', 'log.swf:'])
    }
  })

  it('is quoted in part if it is long', async () => {
    const [said] = await faultsOf(open(`${'1 '.repeat(400)}\n`))
    expect(said).toBe(`log.swf:1: found 400 fields, expected 18: '${'1 '.repeat(60)}…'`)
  })
})

describe('a file that is no log', () => {
  it.each([
    ['an empty file', '', 'log.swf: found an empty file, expected a trace'],
    ['an empty gzip', gzipSync(''), 'log.swf: found an empty file, expected a trace'],
    [
      'a binary file',
      Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 10]),
      'log.swf: found a NUL byte, expected a text file (plain or gzip)',
    ],
    [
      'zstd',
      Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 4]),
      'log.swf: found zstd compression, expected plain text or gzip',
    ],
    ['comments alone', '; MaxProcs: 8\n', 'log.swf: found no job at all, expected at least one'],
    [
      'jobs that never ran',
      swfLine({ id: 1, submit: 0, allocated: 1 }),
      'log.swf: found no usable job (1 no-run-time), expected at least one',
    ],
  ])('%s is refused', async (_, content, sentence) => {
    expect(await faultsOf(open(content))).toEqual([sentence])
  })

  it('is refused where it has no line ends, without filling the memory', async () => {
    expect(await faultsOf(open('1 '.repeat(3e6)))).toEqual([
      'log.swf: found a line of more than 1048576 bytes, expected lines that end in LF or CR LF',
    ])
  })

  it('is refused where its gzip data end early or are damaged', async () => {
    const zipped = gzipSync(good.repeat(500))
    expect(await faultsOf(open(zipped.subarray(0, 60)))).toEqual([
      'log.swf: found the end of the file inside its gzip data (zlib: unexpected end of file), ' +
        'expected a complete gzip file; fetch it again',
    ])
    const damaged = Buffer.from(zipped)
    damaged[damaged.length - 6]! ^= 0xff
    expect(await faultsOf(open(damaged))).toEqual([
      'log.swf: found damaged gzip data (zlib: incorrect data check), expected a complete gzip file; fetch it again',
    ])
  })

  it('is refused where it does not exist or is a folder', async () => {
    const file = write(good)
    mkdirSync(`${file}.d`)
    expect(await faultsOf(openSwf(swfSpec(`${file}.gone`), setting))).toEqual([
      'log.swf.gone: found no such file, expected a trace that can be read',
    ])
    expect(await faultsOf(openSwf(swfSpec(`${file}.d`), setting))).toEqual([
      'log.swf.d: found a folder, expected a file',
    ])
  })
})

describe('a log that cannot be replayed as asked', () => {
  it('is refused if nobody says how large the machine is', async () => {
    expect(await faultsOf(openSwf(swfSpec(write(`; MaxProcs: unknown\n${good}`)), setting))).toEqual([
      "log.swf:2: found the first job and no size of the machine above it, expected a line '; MaxProcs: n' or " +
        "'; MaxNodes: n'; give the workload 'processors: n' instead",
    ])
  })

  it.each([0, -1, Number.NaN, 1e12])(
    'is refused with an inter-arrival factor of %d',
    async interarrivalFactor => {
      const file = write(good + swfLine({ id: 2, submit: 1e6, run: 1, allocated: 1 }))
      expect(await faultsOf(openSwf(swfSpec(file, { processors: 8, interarrivalFactor }), setting))).toEqual([
        `log.swf: found an inter-arrival factor of ${interarrivalFactor}, expected a positive number that keeps the ` +
          'last submission within 285 years',
      ])
    },
  )

  it('is refused if it changes between the first reading and the second', async () => {
    const file = write(good.repeat(3))
    const workload = await openSwf(swfSpec(file, { processors: 8 }), setting, { keepBytes: 0 })
    appendFileSync(file, good)
    expect(await faultsOf(Promise.resolve(workload.read(new JobBatch())))).toEqual([
      'log.swf: found 4 usable jobs at the second reading, expected the 3 of the first: the file changed',
    ])
  })
})
