// What stands for uvu in a mutation run: it collects the tests, and the run starts each when it wants.
type Body = (context: Record<string, unknown>) => unknown;

/** A test as it was written, and the name of its suite. */
export interface Test {
  name: string;
  body: Body;
}

declare const __tests: Test[];

/** uvu's suite, as far as the tests use it. */
export function suite(title: string) {
  const add = (name: string, body: Body) => {
    __tests.push({ name: `${title}: ${name}`, body });
  };
  return Object.assign(add, { only: add, skip: () => {}, run: () => {} });
}
