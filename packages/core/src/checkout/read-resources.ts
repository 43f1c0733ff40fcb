import { type Diagnostic, diagnose, type Position } from '../diagnostic.ts';
import { positionFinder } from '../parse/line-column.ts';
import { says, type Text } from '../text.ts';
import { SAVE_AS_UTF_8 } from './hints.ts';
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
    for (const one of found.diagnostics) diagnostics.push(one);
  }
  return { resources, diagnostics };
}

function missingFolders(files: readonly CheckoutFile[]): Diagnostic[] {
  return RESOURCE_FOLDERS.filter(
    (folder) => !files.some(({ source }) => source.startsWith(`${folder}/`)),
  ).map((folder) =>
    diagnose({
      code: 'missing-module',
      message: says(
        `the checkout has no files in ${folder}, from which the platform's images are built`,
        `플랫폼의 이미지를 만드는 ${folder} 에 파일이 없습니다`,
      ),
      path: [],
      file: folder,
      hint: says(
        'check out the whole of uEngine-cloud, or keep config.yml in a folder of another name',
        'uEngine-cloud 전체를 체크아웃하거나, config.yml 을 다른 이름의 폴더에 두십시오',
      ),
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
        message: says(
          `Maven leaves @${expression.name}@ as it is: it takes its first @ for the end of another placeholder`,
          `Maven 이 @${expression.name}@ 을(를) 바꾸지 않습니다. 첫 @ 를 앞선 다른 @ 의 짝으로 읽습니다`,
        ),
        path: expression.name.split('.'),
        file: source,
        hint: says(
          'remove the @ before it, or write that otherwise',
          '앞에 있는 @ 를 지우거나 다르게 적으십시오',
        ),
      }),
      position: place(expression),
    }),
    unknown: (expression: Expression): Diagnostic => ({
      ...diagnose({
        code: 'unknown-placeholder',
        severity: 'warning',
        message: says(
          `@${expression.name}@ has no value for the images and stays as it is`,
          `@${expression.name}@ 에 넣을 값이 없어 이미지에 그대로 남습니다`,
        ),
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
        says(`@${name}@ stands in a file that is not text`, `텍스트가 아닌 파일에 @${name}@ 이(가) 있습니다`),
        says('take the placeholder out of the file', '파일에서 자리 표시자를 빼십시오'),
        positionFinder(text)(start, end - start),
      ),
    );
}

function notUtf8(source: string, content: Uint8Array): Diagnostic {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content);
  const position = positionFinder(text)(Math.max(0, text.indexOf('\uFFFD')), 1);
  return unreadable(
    source,
    says(
      'the file is not UTF-8, and Maven reads it as UTF-8',
      'UTF-8 이 아닌 파일이며, Maven 은 UTF-8 로 읽습니다',
    ),
    SAVE_AS_UTF_8,
    position,
  );
}

function broken(source: string, { line }: Broken): Diagnostic {
  const message = says(
    'the service could not read this file, whatever the placeholders hold',
    '자리 표시자에 무엇이 들어가도 서비스가 읽을 수 없는 파일입니다',
  );
  const position = line === undefined ? undefined : { line, column: 1, length: 1 };
  return unreadable(
    source,
    message,
    says('correct it as it is in uEngine-cloud', 'uEngine-cloud 의 원본처럼 고치십시오'),
    position,
  );
}

function unreadable(source: string, message: Text, hint: Text, position?: Position): Diagnostic {
  const found = diagnose({ code: 'unreadable-resource', message, path: [], file: source, hint });
  return position === undefined ? found : { ...found, position };
}
