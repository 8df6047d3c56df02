/**
 * A command that tells everything that is wrong with its words at once; commander stops at the first.
 */
import { Command, type ErrorOptions, type Option, type ParseOptionsResult } from 'commander'
import { editDistance } from '../bench/experiment/nearest.ts'
import { SwitchyardError } from '../sim/errors.ts'

const isOption = (word: string): boolean => /^-[^\d]/.test(word)

/** Options are short, and there are few of them: two slips may be meant, as in `--sede`. */
function nearestOption(flag: string, known: readonly string[]): string | undefined {
  const most = Math.max(2, Math.floor(flag.length / 3))
  const [nearest] = known
    .map(option => ({ option, distance: editDistance(flag, option) }))
    .toSorted((a, b) => a.distance - b.distance)
  return nearest !== undefined && nearest.distance <= most ? nearest.option : undefined
}

// biome-ignore lint/suspicious/noExplicitAny: commander knows no types of words
type Check = (...words: any[]) => Promise<unknown>

export class CheckedCommand extends Command {
  readonly #faults: string[] = []
  readonly #given = new Map<Option, string[]>()
  readonly #refused = new Set<Option>()
  #furtherCheck: Check | undefined
  /** It does something itself, so that its words are its own and not those of a command below it. */
  #acts = false
  /** Words behind an unknown option, each of which is its value or an argument of the command. */
  #doubtful = 0

  override createCommand(name?: string): CheckedCommand {
    return new CheckedCommand(name)
  }

  override action(act: Parameters<Command['action']>[0]): this {
    this.#acts = true
    return super.action(async (...words) => {
      this.#tellRepeated()
      if (this.#faults.length > 0) {
        this.#faults.push(...(await this.#further(words)))
        throw new SwitchyardError([...new Set(this.#faults)].join('\n'))
      }
      return act.apply(this, words)
    })
  }

  /** What is wrong with what the words name, told beside what is wrong with the words; it is handed what the action would be. */
  alsoChecks(check: Check): this {
    this.#furtherCheck = check
    return this
  }

  /** Has the option been given in a way that it cannot be read? */
  isRefused(flag: string): boolean {
    return [...this.#refused].some(({ long }) => long === flag)
  }

  /** Nothing where an argument is missing, or there are more than there can be: who knows which is meant. */
  async #further(words: Parameters<Check>): Promise<string[]> {
    if (this.#furtherCheck === undefined || this.args.length !== this.registeredArguments.length) return []
    try {
      await this.#furtherCheck(...words)
      return []
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error
      return error.message.split('\n')
    }
  }

  override addOption(option: Option): this {
    const read = option.parseArg
    if (read !== undefined)
      option.argParser((text: string | undefined, before: unknown) => {
        if (!this.#isValue(text)) return before
        try {
          return read(text, before)
        } catch (error) {
          if (!(error instanceof SwitchyardError)) throw error
          this.#refuse(option, error.message)
          return before
        }
      })
    this.on(`option:${option.name()}`, (text?: string) => this.#take(option, text))
    return super.addOption(option)
  }

  /** Unknown options are told here, and what stands behind them is left to the arguments. */
  override parseOptions(words: string[]): ParseOptionsResult {
    const { operands, unknown } = super.parseOptions(words)
    if (!this.#acts) return { operands, unknown }
    const help: string[] = []
    let behind = false
    for (const [i, word] of unknown.entries()) {
      if (word === '--') {
        operands.push(...unknown.slice(i + 1))
        break
      }
      if (word === '-h' || word === '--help') help.push(word)
      else if (isOption(word)) this.#tellUnknown(word)
      else {
        operands.push(word)
        if (behind) this.#doubtful++
      }
      behind = isOption(word) && !word.includes('=')
    }
    return { operands, unknown: help }
  }

  /** What commander finds wrong: kept for later where the command would go on, told where it could not. */
  override error(message: string, options?: ErrorOptions): never {
    const fault = this.#acts ? this.#faultOf(options?.code) : undefined
    if (fault === undefined) return super.error(message, options)
    this.#faults.push(...fault)
    // Commander goes on, and the action is not reached.
    return undefined as never
  }

  #faultOf(code: string | undefined): readonly string[] | undefined {
    const wanted = this.registeredArguments
    if (code === 'commander.missingArgument') {
      const missing = wanted[this.args.length]!
      const what = missing.description.split(';')[0]!
      return [
        `${this.#path()}: found no ${missing.name()}, expected ${what}. Run \`switchyard ${this.#path()} --help\` for examples.`,
      ]
    }
    if (code === 'commander.excessArguments') {
      if (this.args.length - this.#doubtful <= wanted.length) return []
      const most = wanted.length === 1 ? `one ${wanted[0]!.name()}` : 'none'
      return [`${this.#path()}: found ${this.args.join(' and ')}, expected ${most}.`]
    }
    // `--seeds` as the last word; the value is what no listener has heard of.
    return code === 'commander.optionMissingArgument' ? [] : undefined
  }

  #take(option: Option, text: string | undefined): void {
    if (!option.required) return
    if (this.#isValue(text)) this.#given.set(option, [...(this.#given.get(option) ?? []), text])
    else {
      const found = text === undefined ? 'no value' : `the option ${text}`
      this.#refuse(option, `${option.long}: found ${found}, expected ${option.flags.split(' ').at(-1)}.`)
      // What follows may be meant for the option that was taken for a value.
      this.#doubtful++
    }
  }

  #isValue(text: string | undefined): text is string {
    return text !== undefined && !this.options.some(({ long }) => long === text)
  }

  #refuse(option: Option, fault: string): void {
    this.#refused.add(option)
    this.#faults.push(fault)
  }

  #tellUnknown(word: string): void {
    const [flag = '', value] = word.split('=', 2)
    const known = this.options.map(({ long }) => long ?? '')
    if (known.includes(flag))
      this.#faults.push(`${flag}: found the value "${value}", expected none: it is on or left out.`)
    else {
      const close = flag.startsWith('--') ? nearestOption(flag, known) : undefined
      const hint =
        close === undefined
          ? `\`switchyard ${this.#path()} --help\` lists its options.`
          : `Did you mean ${close}?`
      this.#faults.push(`${this.#path()}: there is no option ${flag}. ${hint}`)
    }
  }

  /** The last of two values would count and the first be ignored. */
  #tellRepeated(): void {
    for (const [option, texts] of this.#given) {
      const differ = new Set(texts).size > 1
      if (!differ || this.#refused.has(option) || Array.isArray(this.getOptionValue(option.attributeName())))
        continue
      this.#faults.push(`${option.long}: found ${texts.join(' and ')}, expected one of them.`)
    }
  }

  /** The words that call it: `trace info`. */
  #path(): string {
    return this.parent instanceof CheckedCommand && this.parent.#acts === false && this.parent.parent !== null
      ? `${this.parent.name()} ${this.name()}`
      : this.name()
  }
}
