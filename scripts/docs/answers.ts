import { join } from 'node:path';
import { phases } from '@uegen/core/phases';
import {
  createFormatter,
  createParser,
  createProgram,
  DEFAULT_CONFIG,
  EnumType,
  SchemaGenerator,
  type SubNodeParser,
  ts,
} from 'ts-json-schema-generator';
import { root } from '../lib.mjs';

const CONFIG = {
  ...DEFAULT_CONFIG,
  path: join(root, 'packages/cli/src/commands/answers.ts'),
  tsconfig: join(root, 'tsconfig.json'),
  type: 'Answers',
  expose: 'export',
  topRef: false,
  additionalProperties: true,
  skipTypeCheck: true,
} as const;

/** The names of phases are a type that follows from values, which a generator that reads types alone can't follow. */
const phaseNames: SubNodeParser = {
  supportsNode: (node) => ts.isTypeReferenceNode(node) && node.typeName.getText() === 'PhaseName',
  createType: () =>
    new EnumType(
      'PhaseName',
      phases.map(({ name }) => name),
    ),
};

/** The JSON schema of what the commands answer with `--json`, from their types. A later release may answer more keys. */
export function answerSchema(): string {
  const program = createProgram(CONFIG);
  const parser = createParser(program, CONFIG, (chain) => chain.addNodeParser(phaseNames));
  const generator = new SchemaGenerator(program, parser, createFormatter(CONFIG), CONFIG);
  return `${JSON.stringify(generator.createSchema('Answers'), null, 2)}\n`;
}
