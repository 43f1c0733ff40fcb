import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Answers } from '../../packages/cli/src/commands/answers.ts';
import { root } from './scenarios.ts';

const core = createRequire(join(root, 'packages/core/package.json'));
const ajv = new (core('ajv').default)({ allErrors: true, allowUnionTypes: true });
const schema = JSON.parse(readFileSync(join(root, 'docs/answers.schema.json'), 'utf8'));

/** Readers take keys that they don't know; here each has to be in the schema. */
function close(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const object = node as Record<string, unknown>;
  if (object.properties !== undefined && object.additionalProperties === undefined)
    object.additionalProperties = false;
  for (const value of Object.values(object)) close(value);
}

close(schema.definitions);
ajv.addSchema(schema, 'answers');

/** The answer of a command, as it stands on stdout; fails where the schema of docs/ doesn't describe it. */
export function answerOf(
  command: keyof Answers,
  stdout: string,
): Record<string, unknown> & { status: string } {
  const answer = JSON.parse(stdout);
  const validate = ajv.getSchema(`answers#/properties/${command}`);
  assert.ok(validate, command);
  assert.ok(validate(answer), `${command}: ${JSON.stringify(validate.errors)}\n${stdout.slice(0, 2000)}`);
  assert.is(answer.format, 1);
  return answer;
}
