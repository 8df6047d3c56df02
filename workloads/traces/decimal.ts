const form = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/

/** A finite decimal number written out in full, NaN for anything else: no blanks, no `0x10`, no `Infinity`. */
export function decimal(text: string): number {
  if (!form.test(text)) return Number.NaN
  const value = Number(text)
  return Number.isFinite(value) ? value : Number.NaN
}
