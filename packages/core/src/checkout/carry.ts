import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { configRepository, gitlabFile } from '../facts/gitlab-files.ts';
import type { GeneratedFile } from '../file.ts';
import { positionFinder } from '../parse/line-column.ts';
import { says, type Text } from '../text.ts';
import { type FillFile, PLACEHOLDER } from './fill.ts';
import { fillJson } from './fill-json.ts';
import { fillProperties, fillText } from './fill-text.ts';
import { fillYaml } from './fill-yaml.ts';
import { SAVE_AS_UTF_8 } from './hints.ts';
import { mergeYaml } from './merge-yaml.ts';
import type { CheckoutFile } from './types.ts';
import { type Answers, extraKeys, type Value, valueIn } from './values.ts';

/** Where the folders of `uengine-resource/` go. */
const TARGETS: ReadonlyMap<string, string> = new Map([
  ['config-repository', configRepository],
  ['ui-files', 'uengine-cloud-ui'],
]);

/**
 * Carries the checkout's own files along, with every `@dotted.key@` that config.yml answers replaced once. What uegen
 * makes itself, `made` by its path, isn't carried; a file of several writers comes back with the keys of both.
 */
export function carryCheckout(
  checkout: readonly CheckoutFile[],
  answers: Answers,
  made: ReadonlyMap<string, GeneratedFile>,
): { files: GeneratedFile[]; diagnostics: Diagnostic[] } {
  const files: GeneratedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of checkout) {
    const path = targetOf(file.source);
    if (path === undefined) continue;
    const own = made.get(path);
    if (own === undefined) files.push(carryFile(file, path, answers, diagnostics));
    else if (gitlabFile(path)?.treatment === 'merged') {
      const carried = carryFile(file, path, answers, diagnostics);
      files.push(mergeCarried(carried, own, file.source, diagnostics));
    } else
      diagnostics.push(
        replaced(
          file.source,
          says(
            `uegen makes ${path} itself and does not carry this file`,
            `${path} 은(는) uegen 이 만들므로 이 파일을 가져오지 않습니다`,
          ),
        ),
      );
  }
  return { files, diagnostics: [...diagnostics, ...unusedExtras(checkout, answers)] };
}

function mergeCarried(
  carried: GeneratedFile,
  own: GeneratedFile,
  source: string,
  diagnostics: Diagnostic[],
): GeneratedFile {
  const text = typeof carried.content === 'string' ? carried.content : decode(carried.content);
  const problem = (message: Text) =>
    diagnose({ code: 'unmergeable-file', message, path: [], file: source, hint: MERGED });
  if (text === undefined) {
    diagnostics.push(problem(says('this is no text in UTF-8', 'UTF-8 텍스트가 아닙니다')));
    return own;
  }
  const merged = mergeYaml(text, String(own.content));
  if ('problems' in merged) {
    const at = positionFinder(text);
    for (const { offset, message } of merged.problems)
      diagnostics.push({ ...problem(message), position: at(offset, 1) });
    return own;
  }
  diagnostics.push(
    ...merged.overruled.map((key) =>
      replaced(source, says(`uegen sets ${key} itself`, `${key} 은(는) uegen 이 정합니다`)),
    ),
  );
  return { ...carried, content: merged.text };
}

// A key that no file asks for is misspelt there, where it is only a warning, or here, where nothing would be said.
function unusedExtras(checkout: readonly CheckoutFile[], { tree }: Answers): Diagnostic[] {
  const texts = checkout.flatMap(({ source, content }) =>
    targetOf(source) === undefined ? [] : (decode(content) ?? []),
  );
  return extraKeys(tree)
    .filter((key) => checkout.length > 0 && !texts.some((text) => text.includes(`@${key}@`)))
    .map((key) =>
      diagnose({
        code: 'unused-extra',
        severity: 'warning',
        message: says(`no carried file holds @${key}@`, `@${key}@ 이(가) 있는 파일을 가져오지 않습니다`),
        path: key.split('.'),
      }),
    );
}

const MERGED = says(
  'uegen adds its own keys to this file: it must be one YAML mapping of keys',
  'uegen 이 이 파일에 키를 추가하므로, YAML 로 된 키의 매핑 하나여야 합니다',
);

function replaced(file: string, message: Text): Diagnostic {
  return diagnose({ code: 'carried-file-replaced', severity: 'note', message, path: [], file });
}

function targetOf(source: string): string | undefined {
  const [folder, ...rest] = source.split('/');
  const target = TARGETS.get(folder as string);
  return target === undefined ? undefined : [target, ...rest].join('/');
}

function carryFile(
  file: CheckoutFile,
  path: string,
  answers: Answers,
  diagnostics: Diagnostic[],
): GeneratedFile {
  const text = decode(file.content);
  if (text === undefined) for (const one of unreadable(file, answers)) diagnostics.push(one);
  if (text === undefined || !text.includes('@')) return generatedFile(path, file.content, file, false);
  const filled = fillIn(file.source, text, answers);
  for (const one of filled.diagnostics) diagnostics.push(one);
  return generatedFile(path, filled.text, file, filled.secret);
}

// Of a text in EUC-KR or UTF-16 the placeholders would stay without a word; in an image there are none.
function unreadable({ source, content }: CheckoutFile, answers: Answers): Diagnostic[] {
  const texts = ['latin1', 'utf-16le', 'utf-16be']
    .map((name) => new TextDecoder(name).decode(content))
    .filter((text) => !/(?![\t\n\r\u0080-\u009F])\p{Cc}/u.test(text));
  const keys = new Set(
    texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, key]) => String(key))),
  );
  return [...keys]
    .filter((key) => valueIn(answers, key, '', 0) !== undefined)
    .map((key) =>
      diagnose({
        code: 'unsafe-placeholder',
        message: says(
          `@${key}@ stands in a file that is not UTF-8`,
          `UTF-8 이 아닌 파일에 @${key}@ 이(가) 있습니다`,
        ),
        path: key.split('.'),
        file: source,
        hint: SAVE_AS_UTF_8,
      }),
    );
}

function generatedFile(
  path: string,
  content: string | Uint8Array,
  source: CheckoutFile,
  secret: boolean,
): GeneratedFile {
  const own = secret || source.private === true;
  const mode = source.executable ? (own ? '0700' : '0755') : own ? '0600' : '0644';
  return { path, content, mode, secret };
}

/** The text of a file, or undefined where it is none: an image is carried as it is. */
function decode(content: Uint8Array): string | undefined {
  if (content.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

function fillIn(source: string, text: string, answers: Answers) {
  const at = positionFinder(text);
  const found = new Map<string, Diagnostic>();
  let secret = false;
  const report = (severity: 'error' | 'warning', key: string, offset: number, why: Text) => {
    const code = severity === 'error' ? 'unsafe-placeholder' : 'unknown-placeholder';
    const place = `${code} ${key}`;
    const position = at(offset, key.length + 2);
    if (!found.has(place))
      found.set(place, {
        ...diagnose({
          code,
          severity,
          message: says(`@${key}@ ${why.en}`, `@${key}@ ${why.ko}`),
          path: key.split('.'),
          file: source,
        }),
        position,
      });
  };
  const filled = fillerFor(source)(text, (piece, offset, encode) =>
    piece.replace(PLACEHOLDER, (placeholder, key: string, index: number) => {
      const value = valueIn(answers, key, text, offset + index);
      if (value === undefined)
        report(
          'warning',
          key,
          offset + index,
          says('has no value in the config and stays as it is', '의 값이 설정에 없어 그대로 남습니다'),
        );
      else if (value === 'other-port')
        report(
          'error',
          key,
          offset + index,
          says(
            "is GitLab's address, whose port is not the one that this file names",
            '은(는) GitLab 의 주소이며, 포트가 이 파일의 포트와 다릅니다',
          ),
        );
      else if (springWouldReplace(source, value))
        report(
          'error',
          key,
          offset + index,
          says(
            `holds "\${" or "{cipher}", which Spring would replace`,
            `의 값에 Spring 이 바꾸는 "\${" 또는 "{cipher}" 가 있습니다`,
          ),
        );
      else {
        const spelt = encode(value);
        if (spelt === undefined)
          report(
            'error',
            key,
            offset + index,
            says(
              'holds characters that would change what this place means',
              '의 값에 이 위치의 뜻을 바꾸는 문자가 있습니다',
            ),
          );
        secret ||= value.secret;
        return spelt ?? placeholder;
      }
      return placeholder;
    }),
  );
  return { text: filled, secret, diagnostics: [...found.values()] };
}

function fillerFor(source: string): FillFile {
  if (/\.ya?ml$/i.test(source)) return fillYaml;
  if (/\.properties$/i.test(source)) return fillProperties;
  return /\.json$/i.test(source) ? fillJson : fillText;
}

function springWouldReplace(source: string, { text }: Value): boolean {
  return /\$\{|\{cipher\}/.test(text) && /^config-repository\/.*\.(?:ya?ml|json|properties)$/i.test(source);
}
