const MACHINES = 12_500
const RESOURCES = 4
const ROUNDS = 400
const SAMPLES = 9

/**
 * What a look at a machine costs, in multiples of a look at two columns: with a number for all else beside them, and where
 * every resource is an entry of a vector. Medians of nine, in turn, over machines of which about half have room.
 */
export function looks(): { readonly withNumber: number; readonly vector: number } {
  const cpu = Int32Array.from({ length: MACHINES }, (_, i) => (i * 7919) % 16)
  const memory = Int32Array.from({ length: MACHINES }, (_, i) => (i * 104_729) % 64)
  const spec = new Int32Array(MACHINES)
  const rows = Int32Array.from({ length: MACHINES * RESOURCES }, (_, i) => {
    const machine = Math.floor(i / RESOURCES)
    return i % RESOURCES === 0 ? cpu[machine]! : i % RESOURCES === 1 ? memory[machine]! : 0
  })
  const need = Int32Array.from([8, 8, 0, 0])
  const ways = [
    () => twoColumns(cpu, memory, 8, 8),
    () => twoColumnsAndNumber(cpu, memory, spec, 8, 8),
    () => vectors(rows, need),
  ]
  const found = new Set(ways.map(way => way()))
  if (found.size !== 1) throw new Error('the ways to look do not see the same machines')
  const samples = ways.map((): number[] => [])
  for (let sample = 0; sample <= SAMPLES; sample++) {
    for (const [i, way] of ways.entries()) {
      const { user: before } = process.cpuUsage()
      for (let round = 0; round < ROUNDS; round++) way()
      // The first sample warms up.
      if (sample > 0) samples[i]!.push(process.cpuUsage().user - before)
    }
  }
  const [plain, number, vector] = samples.map(times => times.sort((a, b) => a - b)[SAMPLES >> 1]!)
  return { withNumber: number! / plain!, vector: vector! / plain! }
}

function twoColumns(cpu: Int32Array, memory: Int32Array, cores: number, mib: number): number {
  let fitting = 0
  for (let machine = 0; machine < MACHINES; machine++)
    if (cpu[machine]! >= cores && memory[machine]! >= mib) fitting++
  return fitting
}

function twoColumnsAndNumber(
  cpu: Int32Array,
  memory: Int32Array,
  spec: Int32Array,
  cores: number,
  mib: number,
): number {
  let fitting = 0
  const wanted = spec[0]!
  for (let machine = 0; machine < MACHINES; machine++)
    if (cpu[machine]! >= cores && memory[machine]! >= mib && (wanted === 0 || spec[machine] === wanted))
      fitting++
  return fitting
}

function vectors(rows: Int32Array, need: Int32Array): number {
  let fitting = 0
  for (let machine = 0; machine < MACHINES; machine++) {
    let fits = true
    for (let resource = 0; resource < RESOURCES && fits; resource++)
      fits = rows[machine * RESOURCES + resource]! >= need[resource]!
    if (fits) fitting++
  }
  return fitting
}
