import type { Command } from 'commander'
import { nearest, oneOf } from '../bench/experiment/nearest.ts'
import { SwitchyardError } from '../sim/errors.ts'

/** `switchyard help [command]`; commander's own answers a command that there is not with the whole help. */
export function addHelp(program: Command): void {
  program
    .command('help')
    .description('print the help of a command')
    .argument('[command...]', 'such as run, or trace info')
    .action((words: readonly string[]) => {
      named(program, words).outputHelp()
    })
}

function named(program: Command, words: readonly string[]): Command {
  let command = program
  for (const word of words) {
    const below = command.commands.find(each => each.name() === word)
    if (below === undefined) throw noSuchCommand(words, word, command.commands)
    command = below
  }
  return command
}

function noSuchCommand(
  words: readonly string[],
  word: string,
  commands: readonly Command[],
): SwitchyardError {
  const names = commands.map(each => each.name())
  const close = nearest(word, names)
  const hint =
    close !== undefined ? `Did you mean ${close}?` : names.length > 0 ? `Expected ${oneOf(names)}.` : ''
  return new SwitchyardError(`help ${words.join(' ')}: there is no command ${word}. ${hint}`.trimEnd())
}
