/**
 * Text of results on a terminal: nothing in it can move the cursor, change colours or end a line.
 */

/**
 * The text with its control characters as pictures, ␛ for the one that begins a command to the terminal; those without a
 * picture as �. `kept` are characters that stay what they are.
 */
export function printable(text: string, kept = ''): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, character => {
    if (kept.includes(character)) return character
    const code = character.charCodeAt(0)
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '␡' : '\ufffd'
  })
}
