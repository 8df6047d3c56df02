/** Imported before a program (`node --import`): when it exits, the file that SWITCHYARD_COST names holds what it cost. */
import { writeFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

const file = process.env['SWITCHYARD_COST']
if (isMainThread && file !== undefined) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    writeFileSync(
      file,
      JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, memoryMB: maxRSS / 1024 }),
    )
  })
}
