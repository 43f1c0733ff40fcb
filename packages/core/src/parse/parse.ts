import { loadAll, YAMLException } from 'js-yaml';
import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { says, type Text } from '../text.ts';
import { unusedAnchors } from './anchors.ts';
import { duplicateKeys } from './duplicates.ts';
import { inOriginal } from './in-original.ts';
import { findSlips, type Slips } from './slips/find.ts';
import { mayHoldSlips } from './slips/may-hold.ts';
import { unexplained } from './syntax-error.ts';
import { type ConfigTree, isMapping } from './tree.ts';
import { configYaml } from './yaml-schema.ts';

/** The most that config.yml may hold, in UTF-16 code units: enough for 100,000 nodes several times over. */
export const MAX_CONFIG_LENGTH = 16 * 1024 * 1024;

/** A parsed config, or what is wrong with the text, and then what can be read of it all the same. */
export type ParsedConfig = { tree: ConfigMapping } | Unreadable;

/** A text with syntax errors: no config, but other mistakes in what can be read of it may be told along. */
export interface Unreadable {
  diagnostics: Diagnostic[];
  /** The text with its slips mended in memory, and its tree. */
  mended?: { text: string; tree: ConfigMapping; original: Slips['original'] };
}

type ConfigMapping = { [key: string]: ConfigTree };

/** Reads the text of config.yml. Its scalars stay text; see {@link configYaml}. */
export function parseConfig(source: string): ParsedConfig {
  if (source.length > MAX_CONFIG_LENGTH)
    return refuse('too-large', says('the config is larger than 16 MiB', '설정이 16 MiB 를 넘습니다'));
  const text = withoutBom(source);
  const documents = readDocuments(text);
  if (documents === undefined || mayHoldSlips(text)) {
    const slips = findSlips(text);
    if (documents === undefined || slips.diagnostics.length > 0) return unreadable(slips);
  }
  const read = onlyMapping(documents);
  if (!('tree' in read)) return read;
  const anchors = unusedAnchors(text);
  if (anchors.length === 0) return read;
  return { diagnostics: anchors, mended: { text, tree: read.tree, original: (position) => position } };
}

function readDocuments(text: string): ConfigTree[] | undefined {
  try {
    return loadAll(text, null, { schema: configYaml }) as ConfigTree[];
  } catch (error) {
    if (error instanceof YAMLException) return undefined;
    throw error;
  }
}

function unreadable({ diagnostics, mended, original }: Slips): Unreadable {
  const read = mended === undefined ? undefined : onlyMapping(mended.documents);
  if (mended === undefined || read === undefined) return { diagnostics };
  const duplicates = mended.hasDuplicates ? duplicateKeys(mended.text) : [];
  const more = 'tree' in read ? duplicates : read.diagnostics;
  const located = [...more, ...unusedAnchors(mended.text)].flatMap((found) => inOriginal(found, original));
  const all = [...diagnostics, ...located];
  // js-yaml refused it, so it is never taken for right, whatever else finds nothing.
  if (all.length === 0) all.push(diagnose({ code: 'yaml-syntax', ...unexplained, path: [] }));
  return 'tree' in read
    ? { diagnostics: all, mended: { text: mended.text, tree: read.tree, original } }
    : { diagnostics: all };
}

function refuse(code: Diagnostic['code'], message: Text): Unreadable {
  return { diagnostics: [diagnose({ code, message, path: [] })] };
}

function onlyMapping(documents: readonly ConfigTree[]): ParsedConfig {
  if (documents.length > 1)
    return refuse(
      'multiple-documents',
      says(
        'the config holds several YAML documents separated by ---: it must be one',
        '설정에 --- 로 나뉜 YAML 문서가 여럿입니다. 하나여야 합니다',
      ),
    );
  const [tree] = documents;
  if (tree === undefined || tree === null || tree === '')
    return refuse('empty-config', says('the config is empty', '설정이 비어 있습니다'));
  if (isMapping(tree)) return { tree };
  return refuse(
    'not-a-mapping',
    Array.isArray(tree)
      ? says(
          'the config is a list: it must be a mapping of keys',
          '설정이 목록입니다. 키의 매핑이어야 합니다',
        )
      : says(
          'the config is a single value: it must be a mapping of keys',
          '설정이 값 하나입니다. 키의 매핑이어야 합니다',
        ),
  );
}

/** The text without a byte order mark, which editors on Windows put in front. */
export function withoutBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
