import { type Diagnostic, diagnose, type Position } from '../diagnostic.ts';
import { positionFinder } from '../parse/line-column.ts';
import type { Broken } from './leaves.ts';
import { type Expression, expressionsIn, isMavens, swallowedIn } from './maven.ts';
import { type Resource, takeApart } from './resource.ts';
import type { CheckoutFile } from './types.ts';

/** The folders of the services' resources, which Maven fills, as paths from the checkout's root. */
export const RESOURCE_FOLDERS: readonly string[] = [
  'uengine-cloud-iam/src/main/resources',
  'uengine-cloud-server/src/main/resources',
  'uengine-cloud-config/src/main/resources',
];

// Maven copies these as they are (maven-filtering, DefaultMavenResourcesFiltering).
const UNFILTERED = /\.(?:jpe?g|gif|bmp|png|ico)$/i;

/** Takes the resources apart that hold placeholders. What keeps Maven or a service from reading one is an error. */
export function readResources(
  files: readonly CheckoutFile[],
  keys: ReadonlySet<string>,
): { resources: Resource[]; diagnostics: Diagnostic[] } {
  const resources: Resource[] = [];
  const diagnostics = missingFolders(files);
  for (const file of files) {
    if (UNFILTERED.test(file.source)) continue;
    const found = readResource(file, keys);
    if ('resource' in found) resources.push(found.resource);
    diagnostics.push(...found.diagnostics);
  }
  return { resources, diagnostics };
}

function missingFolders(files: readonly CheckoutFile[]): Diagnostic[] {
  return RESOURCE_FOLDERS.filter(
    (folder) => !files.some(({ source }) => source.startsWith(`${folder}/`)),
  ).map((folder) =>
    diagnose({
      code: 'missing-module',
      message: `the checkout has no files in ${folder}, from which the platform's images are built`,
      path: [],
      file: folder,
      hint: 'check out the whole of uEngine-cloud, or keep config.yml in a folder of another name',
    }),
  );
}

type Read = { diagnostics: Diagnostic[] } | { resource: Resource; diagnostics: Diagnostic[] };

function readResource({ source, content }: CheckoutFile, keys: ReadonlySet<string>): Read {
  const text = decode(content);
  if (isBinary(content)) return { diagnostics: placeholderInBinary(source, content, keys) };
  if (text === undefined) return { diagnostics: [notUtf8(source, content)] };
  const expressions = expressionsIn(text);
  const say = reporter(source, text);
  const swallowed = swallowedIn(text, expressions, keys);
  const diagnostics = swallowed.map((expression) => say.swallowed(expression));
  const named = expressions.filter(({ name }) => /^[\w.-]+$/.test(name));
  const places = inOrder([...named, ...swallowed]);
  if (!places.some(({ name }) => keys.has(name))) return { diagnostics };
  const resource = takeApart(source, text, places);
  if (!('source' in resource)) return { diagnostics: [...diagnostics, broken(source, resource)] };
  if (resource.read !== undefined)
    for (const expression of named)
      if (isUnknown(expression.name, keys)) diagnostics.push(say.unknown(expression));
  return { resource, diagnostics };
}

function inOrder(expressions: readonly Expression[]): Expression[] {
  let end = 0;
  return [...expressions]
    .sort((a, b) => a.start - b.start)
    .filter((expression) => {
      const isApart = expression.start >= end;
      if (isApart) end = expression.end;
      return isApart;
    });
}

function isUnknown(name: string, keys: ReadonlySet<string>): boolean {
  return name.includes('.') && !keys.has(name) && !isMavens(name);
}

function reporter(source: string, text: string) {
  const at = positionFinder(text);
  const place = ({ start, end }: Expression) => at(start, end - start);
  return {
    swallowed: (expression: Expression): Diagnostic => ({
      ...diagnose({
        code: 'unsafe-placeholder',
        message: `Maven leaves @${expression.name}@ as it stands, since its first @ belongs to another one in front of it`,
        path: expression.name.split('.'),
        file: source,
        hint: 'take that @ away, or write it otherwise',
      }),
      position: place(expression),
    }),
    unknown: (expression: Expression): Diagnostic => ({
      ...diagnose({
        code: 'unknown-placeholder',
        severity: 'warning',
        message: `@${expression.name}@ has no value for the images and stays as it stands`,
        path: expression.name.split('.'),
        file: source,
      }),
      position: place(expression),
    }),
  };
}

function decode(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

// Text holds no control characters but blanks, unless each character takes two bytes.
function isBinary(content: Uint8Array): boolean {
  const isUtf16 = /^(?:254 255|255 254)$/.test(content.subarray(0, 2).join(' '));
  return !isUtf16 && content.some((byte) => byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d));
}

// Whatever else a file holds, a placeholder is ASCII.
function placeholderInBinary(source: string, content: Uint8Array, keys: ReadonlySet<string>): Diagnostic[] {
  const text = new TextDecoder('latin1').decode(content);
  return expressionsIn(text)
    .filter(({ name }) => keys.has(name))
    .slice(0, 1)
    .map(({ name, start, end }) =>
      unreadable(
        source,
        `@${name}@ stands in a file that is not text`,
        'take the placeholder out of it',
        positionFinder(text)(start, end - start),
      ),
    );
}

function notUtf8(source: string, content: Uint8Array): Diagnostic {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  const position = positionFinder(text)(Math.max(0, text.indexOf('\uFFFD')), 1);
  return unreadable(
    source,
    'the file is not UTF-8, which Maven takes it for',
    'save it in the encoding UTF-8',
    position,
  );
}

function broken(source: string, { line }: Broken): Diagnostic {
  const message = 'the service could not read this file, whatever its placeholders stand for';
  const position = line === undefined ? undefined : { line, column: 1, length: 1 };
  return unreadable(source, message, 'put it right, as it is in uEngine-cloud', position);
}

function unreadable(source: string, message: string, hint: string, position?: Position): Diagnostic {
  const found = diagnose({ code: 'unreadable-resource', message, path: [], file: source, hint });
  return position === undefined ? found : { ...found, position };
}
