import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openSwf } from '../../../workloads/traces/swf.ts'
import { readAll, scratchFiles, setting, shortRows, swfLine, swfSpec } from './logs.ts'

const write = scratchFiles()

// A machine of 8 processors. One job of each kind:
//   1 plain; 2 ran 90 s of 60 asked; 3 allocated 4 of 3 requested; 4 without estimate; 5 without requested size
//   6 ran 0 s; 7 never ran; 8 without any size; 9 too large; 10 submitted before time 0; 11 asks for nothing and ran 2.5 s
const log = `; Version: 2.2
; MaxProcs: 8 (two cabinets)
;
    1  100  5   30  2 -1 -1  2   60 -1 1 7 1 -1 1 -1 -1 -1
    2  110  5   90  1 -1 -1  1   60 -1 1 8 1 -1 1 -1 -1 -1
    3  120  5   10  4 -1 -1  3   20 -1 1 7 1 -1 1 -1 -1 -1
    4  120 -1   15  2 -1 -1  2   -1 -1 1 7 1 -1 1 -1 -1 -1
    5  130 -1   20  8 -1 -1 -1   40 -1 1 9 1 -1 1 -1 -1 -1
; a comment between jobs
    6  140 -1    0  1 -1 -1  1   10 -1 0 9 1 -1 1 -1 -1 -1
    7  150 -1   -1  1 -1 -1  1   10 -1 5 9 1 -1 1 -1 -1 -1
    8  160 -1   10 -1 -1 -1  0   10 -1 5 9 1 -1 1 -1 -1 -1
    9  170 -1   10 16 -1 -1 16   10 -1 1 9 1 -1 1 -1 -1 -1
   10   -3 -1   10  1 -1 -1  1   10 -1 1 9 1 -1 1 -1 -1 -1
   11  180 -1  2.5  1 -1 -1  1   -1 -1 1 -1 1 -1 1 -1 -1 -1
`

describe('a log in the Standard Workload Format', () => {
  it('becomes one gang of single-processor tasks for each usable job', async () => {
    const workload = await openSwf(swfSpec(write(log)), setting)
    expect(workload.name).toBe('log.swf')
    expect(workload.classes).toEqual(['batch'])
    expect(workload.jobs).toBe(6)
    const rows = await readAll(workload)
    expect(shortRows(rows)).toEqual([
      [1, 100, 2, 30, 60],
      [2, 110, 1, 60, 60], // cut at what it asked for
      [3, 120, 3, 10, 20],
      [4, 120, 2, 15, 15], // estimate missing: its run time
      [5, 130, 8, 20, 40], // requested size missing: the allocated one
      [11, 180, 1, 2.5, 2.5],
    ])
    expect(rows[0]).toMatchObject({ cpuMilli: 1000, memoryMiB: 0, user: 7, gang: 1, jobClass: 0 })
    expect(rows[5]!.user).toBe(-1)
  })

  it('counts every job that was dropped or changed, by reason and first line', async () => {
    const { faults } = await openSwf(swfSpec(write(log)), setting)
    expect(faults.map(({ reason, effect, count, firstLine }) => [reason, effect, count, firstLine])).toEqual([
      ['overrun', 'changed', 1, 5],
      ['no-estimate', 'changed', 2, 7],
      ['other-size', 'changed', 1, 8],
      ['zero-run-time', 'dropped', 1, 10],
      ['no-run-time', 'dropped', 1, 11],
      ['no-size', 'dropped', 1, 12],
      ['too-large', 'dropped', 1, 13],
      ['negative-submit', 'dropped', 1, 14],
    ])
    expect(faults[0]!.firstText.trim()).toBe('2  110  5   90  1 -1 -1  1   60 -1 1 8 1 -1 1 -1 -1 -1')
  })

  it.each([
    [{ size: 'allocated' }, [3, 120, 4, 10, 20]],
    [{ size: 'larger' }, [3, 120, 4, 10, 20]],
    [{ overrun: 'keep' }, [2, 110, 1, 90, 60]],
    [{ estimate: 'run-time' }, [1, 100, 2, 30, 30]],
    // The cut is at the requested time, not at its double.
    [{ estimate: 'twice-requested' }, [2, 110, 1, 60, 120]],
    [{ estimate: 'twice-requested' }, [4, 120, 2, 15, 15]],
    [{ zeroRunTime: 'one-second' }, [6, 140, 1, 1, 10]],
    [{ processors: 16 }, [9, 170, 16, 10, 10]],
    [{ fromFirstSubmit: true }, [2, 10, 1, 60, 60]],
    // Gaps of 10, 10, 0, 10 and 50 s are halved; the first job stays.
    [{ interarrivalFactor: 0.5 }, [11, 140, 1, 2.5, 2.5]],
    [{ interarrivalFactor: 0.5, fromFirstSubmit: true }, [11, 40, 1, 2.5, 2.5]],
    // 20 s / 3 to the nearest microsecond.
    [{ interarrivalFactor: 1 / 3, fromFirstSubmit: true }, [3, 6.666667, 3, 10, 20]],
  ] as const)('with %j holds the job %j', async (options, row) => {
    const workload = await openSwf(swfSpec(write(log), options), setting)
    expect(shortRows(await readAll(workload))).toContainEqual(row)
  })

  it('drops jobs without an estimate if told to, whatever schedulers see', async () => {
    for (const estimate of ['requested', 'run-time'] as const) {
      const workload = await openSwf(swfSpec(write(log), { missingEstimate: 'drop', estimate }), setting)
      expect((await readAll(workload)).map(row => row.id)).toEqual([1, 2, 3, 5])
      expect(workload.faults).toContainEqual(
        expect.objectContaining({ reason: 'no-estimate', effect: 'dropped', count: 2 }),
      )
    }
  })

  it('can make one task of a job, which holds what its processors hold', async () => {
    const shape = {
      taskPer: 'job',
      cpuMilliPerProcessor: 2000,
      memoryMiBPerProcessor: 512,
      gang: false,
    } as const
    const rows = await readAll(await openSwf(swfSpec(write(log), { shape, jobs: 1 }), setting))
    expect(rows).toEqual([
      {
        id: 1,
        submitS: 100,
        tasks: 1,
        runS: 30,
        estimateS: 60,
        cpuMilli: 4000,
        memoryMiB: 1024,
        user: 7,
        gang: 0,
        jobClass: 0,
      },
    ])
  })

  it('stops after the first usable jobs, and knows nothing of the lines behind', async () => {
    const workload = await openSwf(swfSpec(write(`${log}garbage\n`), { jobs: 5 }), setting)
    expect((await readAll(workload)).map(row => row.id)).toEqual([1, 2, 3, 4, 5])
    expect(workload.faults.map(({ reason }) => reason)).toEqual(['overrun', 'no-estimate', 'other-size'])
  })

  it('keeps a job that can never start on the simulated cluster, and says so', async () => {
    const small = { seed: 'oak', cpuMilli: 4000 }
    const { jobs, faults } = await openSwf(swfSpec(write(log)), small)
    expect(jobs).toBe(6)
    expect(faults).toContainEqual(
      expect.objectContaining({ reason: 'never-fits', effect: 'kept', count: 1, firstLine: 8 }),
    )
    // The largest job needs 8 cores at once: exactly as many as this cluster has.
    const enough = await openSwf(swfSpec(write(log)), { seed: 'oak', cpuMilli: 8000 })
    expect(enough.faults.map(({ reason }) => reason)).not.toContain('never-fits')
    const shape = { ...swfSpec('').shape, gang: false }
    const parts = await openSwf(swfSpec(write(log), { shape }), small)
    expect(parts.faults.map(({ reason }) => reason)).not.toContain('never-fits')
  })

  it('is sorted by submission if it is not in order; jobs submitted together keep their order', async () => {
    const jobs = [
      { id: 1, submit: 50 },
      { id: 2, submit: 20 },
      { id: 3, submit: 50 },
      { id: 4, submit: 20 },
      { id: 5, submit: 60 },
    ]
    const text = jobs.map(job => swfLine({ ...job, run: 10, allocated: 1 })).join('')
    for (const keepBytes of [10_000, 0]) {
      const workload = await openSwf(
        swfSpec(write(text), { processors: 8, fromFirstSubmit: true }),
        setting,
        {
          keepBytes,
        },
      )
      const rows = await readAll(workload, 2)
      expect(rows.map(({ id, submitS }) => [id, submitS])).toEqual([
        [2, 0],
        [4, 0],
        [1, 30],
        [3, 30],
        [5, 40],
      ])
      expect(workload.faults).toContainEqual(
        expect.objectContaining({ reason: 'out-of-order', effect: 'changed', count: 2, firstLine: 2 }),
      )
    }
  })

  it('reads tabs, CR LF, exponents, signs, a byte order mark and a last line without an end', async () => {
    const text =
      '\uFEFF; MaxNodes: 8\r\n\r\n1\t+1e2 -1 3.000e+02 2 12.5 -1 2 6.5E2 -1 1 3 -1 -1 -1 -1 -1 -1 \r\n' +
      ' 2 100.25 -1 .5 1 -1 -1 1 0.1000000000000000055 -1 -265 3 -1 -1 -1 -1 -1 -1'
    const workload = await openSwf(swfSpec(write(text), { overrun: 'keep' }), setting)
    expect(shortRows(await readAll(workload))).toEqual([
      [1, 100, 2, 300, 650],
      [2, 100.25, 1, 0.5, 0.1],
    ])
  })

  it('reads the same from gzip, of one member or several, whatever the name', async () => {
    const plain = await readAll(await openSwf(swfSpec(write(log)), setting))
    const half = log.length >> 1
    const members = Buffer.concat([gzipSync(log.slice(0, half)), gzipSync(log.slice(half))])
    expect(await readAll(await openSwf(swfSpec(write(gzipSync(log))), setting))).toEqual(plain)
    expect(await readAll(await openSwf(swfSpec(write(members)), setting))).toEqual(plain)
  })

  it('does not depend on where the reading is cut', async () => {
    const file = write(log.replaceAll('\n', '\r\n'), 'cut.swf')
    const zipped = write(gzipSync(log), 'cut.swf.gz')
    const whole = await readAll(await openSwf(swfSpec(file), setting))
    for (let chunkBytes = 1; chunkBytes <= 64; chunkBytes++) {
      const plain = await openSwf(swfSpec(file), setting, { chunkBytes })
      expect(await readAll(plain)).toEqual(whole)
      const packed = await openSwf(swfSpec(zipped), setting, { chunkBytes })
      expect(await readAll(packed)).toEqual(whole)
    }
  })

  it('gives the same jobs whether it is kept in memory or read twice, in batches of any size', async () => {
    const submits = fc.array(fc.nat(50), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(
        submits,
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (times, capacity, ordered) => {
          if (ordered) times.sort((a, b) => a - b)
          const text = times
            .map((submit, at) => swfLine({ id: at + 1, submit, run: 1 + at, allocated: 1 }))
            .join('')
          const spec = swfSpec(write(text), { processors: 1 })
          const kept = await readAll(await openSwf(spec, setting))
          const twice = await readAll(await openSwf(spec, setting, { keepBytes: 0 }), capacity)
          expect(twice).toEqual(kept)
          const expected = times
            .map((submit, at) => [submit, at + 1])
            .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)
          expect(kept.map(({ id, submitS }) => [submitS, id])).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('gives back every job that was written', async () => {
    const micros = fc.integer({ min: 1, max: 4e9 }).map(value => value / 1e6)
    const job = fc.record({
      submit: micros,
      run: micros,
      allocated: fc.integer({ min: 1, max: 512 }),
      asked: micros,
      user: fc.integer({ min: -1, max: 9999 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(job, { minLength: 1, maxLength: 20 }), async written => {
        written.sort((a, b) => a.submit - b.submit)
        const text = written.map((fields, at) => swfLine({ id: at + 1, ...fields })).join('')
        const spec = swfSpec(write(`; MaxProcs: 512\n${text}`), { overrun: 'keep' })
        const read = await readAll(await openSwf(spec, setting))
        expect(read.map(row => [row.submitS, row.runS, row.tasks, row.estimateS, row.user])).toEqual(
          written.map(({ submit, run, allocated, asked, user }) => [submit, run, allocated, asked, user]),
        )
      }),
      { numRuns: 60 },
    )
  })
})
