import { createRequire } from 'node:module';
import { join } from 'node:path';
import { editorSchema } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseDocument } from 'yaml';
import { schemaKeys } from '../support/keys.ts';
import { configText, root, scenarioNames } from '../support/scenarios.ts';

const editors = suite('the schema for editors');

// A validator that knows none of uegen's own keywords, as an editor's does.
const core = createRequire(join(root, 'packages/core/package.json'));
const { Ajv2019 } = core('ajv/dist/2019.js');
const ajv = new Ajv2019({ strict: false, allErrors: true, logger: false });
core('ajv-formats')(ajv);
const validate = ajv.compile(editorSchema());

/** What an editor makes of a config: YAML 1.2, and a reference as its text. */
function seen(text: string): Record<string, unknown> {
  const customTags = ['!env', '!file'].map((tag) => ({ tag, resolve: (argument: string) => argument }));
  return parseDocument(text, { customTags }).toJS();
}

function mistakes(data: unknown): { instancePath: string; keyword: string }[] {
  return validate(data) ? [] : validate.errors;
}

editors('it is itself a schema of draft 2019-09', () => {
  assert.ok(ajv.validateSchema(editorSchema()), JSON.stringify(ajv.errors));
  assert.is((editorSchema() as { $schema: string }).$schema, 'https://json-schema.org/draft/2019-09/schema');
});

for (const name of scenarioNames('valid'))
  editors(`nothing is marked in ${name}`, () => assert.equal(mistakes(seen(configText('valid', name))), []));

editors('it holds no Korean, also below a key that is called as a keyword of schemas', () => {
  assert.not.match(JSON.stringify(editorSchema()), '"x-ko"');
});

editors('every misspelt key is marked, in its place', () => {
  for (const { path } of schemaKeys()) {
    const document = parseDocument(configText('valid', 'full'));
    const [parent, name] = [path.slice(0, -1), path.at(-1) as string];
    const mapping = document.getIn(parent);
    if (mapping === undefined || mapping === null) continue;
    document.deleteIn(path);
    document.setIn([...parent, `${name}x`], 'x');
    const marked = mistakes(document.toJS()).filter(({ keyword }) => keyword === 'additionalProperties');
    assert.equal(
      marked.map(({ instancePath }) => instancePath),
      [['', ...parent].join('/')],
      path.join('.'),
    );
  }
});

editors('a value of the wrong kind is marked', () => {
  for (const { path, schema } of schemaKeys()) {
    const document = parseDocument(configText('valid', 'full'));
    if (schema.type === undefined || !document.hasIn(path.slice(0, -1))) continue;
    if (document.getIn(path.slice(0, -1)) === null) continue;
    document.setIn(path, schema.type === 'object' || schema.type === 'array' ? 'text' : { a: 'b' });
    const marked = mistakes(document.toJS()).map(({ instancePath }) => instancePath);
    assert.ok(marked.includes(['', ...path].join('/')), path.join('.'));
  }
});

editors.run();
