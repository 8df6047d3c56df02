/**
 * Numbers for pod templates, and what was found out about each: once, however many pods are made from it.
 */
import type { PodTemplate } from './pod.ts'

/** Templates that pods on nodes were made from. */
export class Templates {
  readonly #numbers = new Map<PodTemplate, number>()
  readonly #list: PodTemplate[] = []

  numberOf(template: PodTemplate): number {
    let number = this.#numbers.get(template)
    if (number === undefined) {
      number = this.#list.length
      this.#numbers.set(template, number)
      this.#list.push(template)
    }
    return number
  }

  at(number: number): PodTemplate {
    return this.#list[number]!
  }
}

const UNKNOWN = 0
const NO = 1
const YES = 2

/** A question about templates, asked once for each. */
export class TemplateQuestion {
  readonly #templates: Templates
  readonly #ask: (template: PodTemplate) => boolean
  /** By number. */
  #answers = new Uint8Array(16)

  constructor(templates: Templates, ask: (template: PodTemplate) => boolean) {
    this.#templates = templates
    this.#ask = ask
  }

  of(template: PodTemplate): boolean {
    return this.at(this.#templates.numberOf(template))
  }

  at(number: number): boolean {
    const known = number < this.#answers.length ? this.#answers[number] : UNKNOWN
    return known === UNKNOWN ? this.#answer(number) : known === YES
  }

  #answer(number: number): boolean {
    if (number >= this.#answers.length) {
      const larger = new Uint8Array(2 * number)
      larger.set(this.#answers)
      this.#answers = larger
    }
    const answer = this.#ask(this.#templates.at(number))
    this.#answers[number] = answer ? YES : NO
    return answer
  }
}
