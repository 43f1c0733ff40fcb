import { type CheckoutFile, type DiagnosticCode, type GenerateOptions, generate } from '@uegen/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isMap, type Pair, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { withExtensions } from '../../packages/cli/src/extension.ts';
import { explanations } from '../../packages/cli/src/help/index.ts';
import { LATER_REVISION, UI_ROUTER } from '../../packages/core/src/facts/platform.ts';
import { imageResources } from '../support/image-resources.ts';
import { put, withFolder } from '../support/scratch.ts';
import { guideConfig } from './support.ts';

const explained = suite('the examples of uegen help CODE');

const CODES = Object.keys(explanations) as DiagnosticCode[];

/** How an example is put to use: the text of config.yml, and what else is there. */
interface Use {
  text?: string;
  options?: GenerateOptions;
}

const file = (source: string, text: string): CheckoutFile => ({
  source,
  content: new TextEncoder().encode(text),
  executable: false,
});

/** Every file of the images, one of which has another text. */
const resources = (path: string, text: string) => [
  ...imageResources().filter(({ source }) => source !== path),
  file(path, text),
];

const whole = (text: string): Use => ({ text });
const carried = (files: readonly CheckoutFile[]): Use => ({ options: { checkout: files } });

/** What an example needs beyond the guide's config, where it is no edit of that. */
const USES: Partial<Record<DiagnosticCode, (example: string) => Use | Promise<Use>>> = {
  'empty-config': whole,
  'multiple-documents': whole,
  'not-a-mapping': whole,
  'yaml-syntax': (line) => ({ text: guideConfig(['ssh_port: 22', line]) }),
  'missing-key': (section) => ({
    text: merged(guideConfig().replace(/^db:\n(?: .*\n)+/m, 'db:\n'), section),
  }),
  'too-large': (section) => ({ text: `${guideConfig()}\n${section}\n` }),
  // What an ellipsis leaves out.
  'proxy-full': (section) => ({
    text: merged(
      guideConfig(),
      section.replace(/^( +)# … (\d+)$/m, (_, indent: string, count: string) =>
        Array.from(
          { length: Number(count) },
          (_, index) => `${indent}${nameOf(index)}: 10.1.${index >> 7}.${(index & 127) + 1}`,
        ).join('\n'),
      ),
    ),
  }),
  draft: (command) => ({ options: { draft: command.includes('--no-resolve') } }),
  'output-file': (module) => extensionOf(module),
  extension: (module) => extensionOf(module),
  'unknown-placeholder': (text) => ({
    options: { resources: resources(placeOf('unknown-placeholder'), text) },
  }),
  'unsafe-placeholder': (text) => ({
    options: { resources: resources(placeOf('unsafe-placeholder'), text) },
  }),
  'unreadable-resource': (text) => ({
    options: { resources: resources(placeOf('unreadable-resource'), text) },
  }),
  'unused-extra': (section) => ({
    text: merged(guideConfig(), section),
    ...carried([file('ui-files/index.html', '<p>@extra.motto@</p>')]),
  }),
  'carried-file-replaced': (path) => carried([file(path.replace('uengine-resource/', ''), '{}')]),
  'unmergeable-file': (text) =>
    carried([file(placeOf('unmergeable-file').replace('uengine-resource/', ''), text)]),
  'platform-revision': (command) => ({
    options: { revisionFiles: command.includes('master') ? [file(LATER_REVISION, '{}')] : [] },
  }),
  'ui-client': (line) => ({
    text: merged(guideConfig(), 'iam:\n  client-key: cloud\n  client-secret: the secret of config.yml'),
    options: { revisionFiles: [file(UI_ROUTER, line)] },
  }),
  'missing-module': (folders) => ({
    options: {
      resources: imageResources().filter(({ source }) =>
        folders.split('\n').some((folder) => source.startsWith(folder)),
      ),
    },
  }),
  'tracked-secret': (command) => ({
    options: { trackedPaths: (paths) => (command.startsWith('git add ') ? paths : []) },
  }),
};

/** A name without a number at its end. */
function nameOf(index: number): string {
  return `node-${index}-x`;
}

function placeOf(code: DiagnosticCode): string {
  return String(explanations[code].place);
}

async function extensionOf(module: string): Promise<Use> {
  let options = {};
  await withFolder(async (folder) => {
    options = await withExtensions([put(folder, 'extension.mjs', module)]);
  });
  return { options };
}

/** The text of a config with the lines of an example in it: nodes of a role take the place of those there. */
function merged(text: string, lines: string): string {
  const document = parseDocument(text);
  const merge = (into: YAMLMap, from: YAMLMap, path: readonly string[]): void => {
    for (const pair of from.items as Pair<Scalar, unknown>[]) {
      const key = String(pair.key.value);
      const former = into.get(key, true);
      const isList = path.join('.') === 'server.private';
      if (isMap(pair.value) && isMap(former) && !isList) merge(former, pair.value, [...path, key]);
      else into.set(key, pair.value);
    }
  };
  const { contents } = parseDocument(lines);
  if (isMap(contents)) merge(document.contents as YAMLMap, contents, []);
  return document.toString();
}

async function codesOf(code: DiagnosticCode, example: string): Promise<string[]> {
  const use = USES[code];
  const { text, options }: Use =
    use === undefined ? { text: merged(guideConfig(), example) } : await use(example);
  const { diagnostics } = generate(text ?? guideConfig(), {
    resolveReference: ({ argument }) =>
      ABSENT.includes(argument) ? { absent: 'it is not there' } : { value: 'Quagga-db-7781' },
    ...options,
  });
  return [...new Set(diagnostics.map((found) => found.code))];
}

/** Secrets of which the examples say that they are not there yet, or that their names are wrong. */
const ABSENT = ['DB_PASSWROD', 'secrets/dcos-token'];

/** What else is said of an example: which names get a port, and which placeholder has no value. */
const BESIDE: Partial<Record<DiagnosticCode, DiagnosticCode[]>> = {
  'proxy-full': ['proxy-port'],
  'unused-extra': ['unknown-placeholder'],
};

for (const code of CODES)
  explained(`${code}: the wrong example yields it and nothing else, the right one nothing`, async () => {
    const { wrong, right } = explanations[code];
    assert.equal((await codesOf(code, wrong)).sort(), [code, ...(BESIDE[code] ?? [])].sort(), wrong);
    const left = await codesOf(code, right);
    // A text that is one example alone lacks every other key.
    if (USES[code] === whole) assert.not.ok(left.includes(code), right);
    else assert.equal(left, [], right);
  });

explained.run();
