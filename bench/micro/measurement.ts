/** One measured figure, with what it should reach and every sample behind it. */
export interface Measurement {
  readonly name: string
  /** Median of the samples. */
  readonly value: number
  readonly unit: 'M/s' | 'k/s' | 'CPU-s' | 'MB' | 'ms' | 'µs' | 'ns' | 'exponent' | '× floor' | '× node'
  /** What it is to reach on a quiet machine with two cores; absent for rivals and context. */
  readonly target?: number
  /** Name of the rival measured in the same run, in turn. */
  readonly rival?: string
  readonly samples: readonly number[]
}

/** The median of the samples, with them. */
export function figure(
  name: string,
  unit: Measurement['unit'],
  samples: readonly number[],
  target?: number,
): Measurement {
  return { name, value: median(samples), unit, samples, ...(target !== undefined && { target }) }
}

/** Is more better? */
export function wantsMore({ unit }: Measurement): boolean {
  return unit === 'M/s' || unit === 'k/s'
}

export function reaches(measurement: Measurement): boolean | null {
  const { value, target } = measurement
  if (target === undefined) return null
  return wantsMore(measurement) ? value >= target : value <= target
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** CPU seconds that this process has used so far, user and system. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
