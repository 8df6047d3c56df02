/** Labels that the archive's logs use; others are taken only where a line cannot be a continuation. */
const knownLabels = new Map(
  [
    'Version Computer Installation Acknowledge Information Conversion MaxJobs MaxRecords Preemption UnixStartTime',
    'TimeZone TimeZoneString StartTime EndTime MaxNodes MaxProcs MaxRuntime MaxMemory AllowOveruse MaxQueues Queues',
    'Queue MaxPartitions Partitions Partition Note Copyright',
  ]
    .join(' ')
    .split(' ')
    .map(label => [label.toLowerCase(), label]),
)

/**
 * The comment block at the top of a log: `; Label: value` lines, labels repeated or not, values continued or not.
 *
 * A line that is indented by two or more blanks after the semicolon continues the value before it, unless it begins
 * with a label of the format.
 */
export class SwfHeader {
  /** Values by label, in order; `Note`, `Queue` and `Partition` usually have several. Continued values hold line feeds. */
  readonly labels: ReadonlyMap<string, readonly string[]>
  /** Comment lines that belong to no label. */
  readonly remarks: readonly string[]

  /** Takes the comment lines as they stand in the log. */
  constructor(lines: readonly string[]) {
    const labels = new Map<string, string[]>()
    const remarks: string[] = []
    let open: string[] | null = null
    for (const line of lines) {
      const comment = line.trim().replace(/^;+/, '')
      const text = comment.trim()
      const match = /^([A-Za-z]\w*):(?!\/\/)\s*(.*)$/.exec(text)
      const indent = comment.length - comment.trimStart().length
      const label =
        match && (knownLabels.get(match[1]!.toLowerCase()) ?? (indent < 2 ? match[1]! : undefined))
      if (match && label !== undefined && label !== null) {
        open = labels.get(label) ?? []
        open.push(match[2]!)
        labels.set(label, open)
      } else if (open !== null && indent >= 2) {
        open[open.length - 1] += `\n${text}`
      } else {
        open = null
        if (text !== '') remarks.push(text)
      }
    }
    this.labels = labels
    this.remarks = remarks
  }

  /** First value of a label. */
  first(label: string): string | undefined {
    return this.labels.get(label)?.[0]
  }

  /**
   * Processors of the machine: the first whole number of `MaxProcs` (some logs say `1664 (72, 1368, 224)`), else of
   * `MaxNodes`, as in the logs of models; undefined if neither has a positive one.
   */
  get processors(): number | undefined {
    return this.#positive(this.processorsFrom)
  }

  /** The label that `processors` comes from. */
  get processorsFrom(): 'MaxProcs' | 'MaxNodes' | undefined {
    if (this.#positive('MaxProcs') !== undefined) return 'MaxProcs'
    return this.#positive('MaxNodes') === undefined ? undefined : 'MaxNodes'
  }

  #positive(label: string | undefined): number | undefined {
    if (label === undefined) return undefined
    const value = Number(/-?\d+/.exec(this.first(label) ?? '')?.[0])
    return value > 0 && value <= 2 ** 31 - 1 ? value : undefined
  }
}
