import type { ErrorObject } from 'ajv';
import { type Diagnostic, diagnose, type KeyPath } from '../diagnostic.ts';
import { type ConfigTree, lookUp } from '../parse/tree.ts';
import { says, type Text } from '../text.ts';
import { type Schema, schemaAt } from './schema.ts';
import { suggest } from './suggest.ts';
import { isBlank } from './type.ts';

/** The mistakes of a config against the schema, and how many more there are than could be told. */
export interface Explained {
  diagnostics: Diagnostic[];
  untold: number;
}

/**
 * The validator's errors as diagnostics: one per place, none with a value in it, and at most `most` of them. Of the `known` places
 * something else was said.
 */
export function explainErrors(
  errors: readonly ErrorObject[],
  tree: ConfigTree,
  config: unknown,
  most = Number.POSITIVE_INFINITY,
  known: readonly KeyPath[] = [],
): Explained {
  const places = new Set(known.map((path) => path.map((name) => `/${escaped(name)}`).join('')));
  const former = places.size;
  const diagnostics: Diagnostic[] = [];
  for (const error of errors) {
    const place = placeOf(error);
    if (place === undefined || places.has(place)) continue;
    places.add(place);
    if (diagnostics.length < most) diagnostics.push(explain(error, tree, config));
  }
  return { diagnostics, untold: places.size - former - diagnostics.length };
}

/** What an error speaks of; undefined where another one says the same, and more of it. */
function placeOf({ keyword, instancePath, params, propertyName }: ErrorObject): string | undefined {
  switch (keyword) {
    case 'if':
      return undefined;
    case 'additionalProperties':
      return `${instancePath}/${escaped(params.additionalProperty)}`;
    case 'required':
      return `${instancePath}/${escaped(params.missingProperty)}`;
    case 'propertyNames':
      return `${instancePath}/${escaped(params.propertyName)}`;
    default:
      // A name's own pattern comes with the error of propertyNames.
      return propertyName === undefined ? instancePath : undefined;
  }
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function explain(error: ErrorObject, tree: ConfigTree, config: unknown): Diagnostic {
  const path = toPath(error.instancePath);
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(path, error.params.additionalProperty, config);
    case 'required':
      return missingKey(path, error.params.missingProperty, tree);
    case 'propertyNames':
      return badName([...path, error.params.propertyName], config);
    case 'type':
      return wrongType(path, error.params.type, tree, config);
    default:
      return invalidValue(path, tree, config);
  }
}

function toPath(pointer: string): KeyPath {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function unknownKey(parent: KeyPath, key: string, config: unknown): Diagnostic {
  const known = Object.keys(schemaAt(parent, config)?.properties ?? {});
  const meant = suggest(key, known);
  return diagnose({
    code: 'unknown-key',
    message:
      parent.length === 0
        ? says('unknown key', '알 수 없는 키입니다')
        : says(`unknown key in ${parent.join('.')}`, `${parent.join('.')} 에 없는 키입니다`),
    path: [...parent, key],
    ...(meant === undefined
      ? {}
      : { hint: says(`did you mean \`${meant}\`?`, `\`${meant}\` 을(를) 찾으셨습니까?`) }),
  });
}

function blankKey(path: KeyPath): Diagnostic {
  return diagnose({
    code: 'blank-key',
    message: says(
      `${path.join('.')} is blank and needs a value`,
      `${path.join('.')} 이(가) 비어 있습니다. 값이 필요합니다`,
    ),
    path,
  });
}

function missingKey(parent: KeyPath, key: string, tree: ConfigTree): Diagnostic {
  const path = [...parent, key];
  if (isBlank(lookUp(tree, path))) return blankKey(path);
  return diagnose({
    code: 'missing-key',
    message: says(`${path.join('.')} is missing`, `${path.join('.')} 이(가) 없습니다`),
    path: parent,
  });
}

function badName(path: KeyPath, config: unknown): Diagnostic {
  const parent = path.slice(0, -1);
  const expected = phraseOf(schemaAt(parent, config)?.propertyNames);
  const message =
    expected === undefined
      ? says(
          'the name of a node must be a host name: letters, digits and dashes, at most 63, no dash at either end',
          '노드의 이름은 호스트 이름이어야 합니다. 글자, 숫자, 대시로 최대 63자이며, 양 끝에 대시를 쓸 수 없습니다',
        )
      : says(
          `a name in ${parent.join('.')} must be ${expected.en}`,
          `${parent.join('.')} 의 이름: ${expected.ko}`,
        );
  return diagnose({ code: 'invalid-name', message, path });
}

function wrongType(path: KeyPath, type: string, tree: ConfigTree, config: unknown): Diagnostic {
  const written = lookUp(tree, path);
  if (isBlank(written)) return blankKey(path);
  const hint = hintFor(type, written);
  return diagnose({
    code: 'wrong-type',
    message: mustBe(path.join('.'), expected(schemaAt(path, config), type)),
    path,
    ...(hint === undefined ? {} : { hint }),
  });
}

const typeNames: Record<string, Text> = {
  string: says('a single value', '값 하나'),
  integer: says('a whole number', '정수'),
  boolean: says('true or false', 'true 또는 false'),
  array: says('a list', '목록'),
  object: says('a mapping of keys', '키의 매핑'),
};

function expected(schema: Schema | undefined, type: string): Text | undefined {
  return type === 'object' || type === 'array' ? typeNames[type] : (phraseOf(schema) ?? typeNames[type]);
}

function hintFor(type: string, written: ConfigTree | undefined): Text | undefined {
  if (type === 'string' && (typeof written === 'number' || typeof written === 'boolean'))
    return says('write it as text, in quotes', '따옴표로 감싸 문자열로 적으십시오');
  if (typeof written !== 'string') return undefined;
  if (type === 'boolean' && /^(?:yes|on|y|1)$/i.test(written))
    return says('write true', 'true 로 적으십시오');
  if (type === 'boolean' && /^(?:no|off|n|0)$/i.test(written))
    return says('write false', 'false 로 적으십시오');
  if (type === 'boolean' && /^(?:true|false)$/i.test(written))
    return says('write it in lower case', '소문자로 적으십시오');
  if (type === 'integer' && /^[-+0-9]/.test(written))
    return says(
      'write plain decimal digits, without leading zeros',
      '앞에 0 을 붙이지 않은 십진수로 적으십시오',
    );
  return undefined;
}

function invalidValue(path: KeyPath, tree: ConfigTree, config: unknown): Diagnostic {
  if (isBlank(lookUp(tree, path))) return blankKey(path);
  const message = mustBe(path.join('.'), phraseOf(schemaAt(path, config)));
  return diagnose({ code: 'invalid-value', message, path });
}

/** What the schema expects at a place, in words. */
function phraseOf(schema: Schema | undefined): Text | undefined {
  const { 'x-expected': en, 'x-expected-ko': ko } = schema ?? {};
  return en === undefined ? undefined : { en, ko: ko ?? en };
}

function mustBe(key: string, phrase: Text = says('another value', '다른 값')): Text {
  return says(`${key} must be ${phrase.en}`, `${key} 의 값이 맞지 않습니다. 필요한 값: ${phrase.ko}`);
}
