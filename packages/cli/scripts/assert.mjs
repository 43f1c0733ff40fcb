// What yargs uses of node:assert. The module itself takes three milliseconds to load, a tenth of what a build costs.
export function strictEqual(actual, expected, message) {
  if (!Object.is(actual, expected)) throw new Error(message);
}

export function notStrictEqual(actual, expected, message) {
  if (Object.is(actual, expected)) throw new Error(message);
}
