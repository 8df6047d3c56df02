/**
 * What is wrong with a definition that stands in a case, as sentences.
 */
import type { Complaint, DefinitionReport, Path } from '../systems/definition-file/report.ts'

export class FaultList implements DefinitionReport {
  /** `schedules.0.cron: found …, expected …`. */
  readonly faults: string[] = []
  /** Fields that no model honours. */
  readonly unmodelled: string[] = []

  wrong(at: Path, { found, expected, remedy }: Complaint): void {
    this.said(at, `found ${found}, expected ${expected}${remedy === undefined ? '' : `; ${remedy}`}`)
  }

  said(at: Path, sentence: string): void {
    this.faults.push(`${at.join('.')}: ${sentence}`)
  }

  field(name: string, isModelled: boolean): void {
    if (!isModelled) this.unmodelled.push(name)
  }
}
