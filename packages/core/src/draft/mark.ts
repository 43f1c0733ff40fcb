import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { type GeneratedFile, publicFile } from '../file.ts';
import { type Lang, says } from '../text.ts';
import { type Draft, isGuessed } from './fill-in.ts';

/** The file that stands in a tree with placeholders, and in no other. */
export const DRAFT_MARK = 'install/NOT-DEPLOYABLE.txt';

const WORDS = {
  title: says('DO NOT DEPLOY THIS TREE.', '이 파일들을 배포하지 마십시오.'),
  why: says(
    'It was built with --no-resolve, for review: placeholders stand where config.yml refers to values outside of it.',
    '--no-resolve 로 만든 검토용입니다. config.yml 이 외부의 값을 가리키는 곳에 임시 값이 있습니다.',
  ),
  what: says(
    'Run no phase, playbook or script from it. A build without --no-resolve makes the real tree and removes this file.',
    '이 폴더의 단계, 플레이북, 스크립트를 실행하지 마십시오. --no-resolve 없이 빌드하면 실제 파일을 만들고 이 파일을 지웁니다.',
  ),
  none: says('This config holds no references.', '이 설정에는 참조가 없습니다.'),
  list: says('The placeholders:', '임시 값:'),
} as const;

/** Tells whoever looks into the tree what it is, and where the placeholders stand. */
export function draftMark({ placeholders }: Draft, lang: Lang): GeneratedFile {
  const lines = placeholders.map(
    ({ path, reference, text }) => `${path.join('.')}: ${text} (!${reference.tag} ${reference.argument})`,
  );
  const content = [
    WORDS.title[lang],
    '',
    WORDS.why[lang],
    WORDS.what[lang],
    '',
    (placeholders.length === 0 ? WORDS.none : WORDS.list)[lang],
    ...lines,
    '',
  ].join('\n');
  return publicFile(DRAFT_MARK, content);
}

/** Says that the tree can't be deployed, and where the rules are to be taken with care. */
export function draftNote(draft: Draft): Diagnostic {
  const count = draft.placeholders.length;
  return diagnose({
    code: 'draft',
    severity: 'note',
    message: says(
      `${count} ${count === 1 ? 'placeholder stands' : 'placeholders stand'} for values outside of the config: this tree can't be deployed`,
      `설정 밖의 값 ${count}개 자리에 임시 값이 있어, 이 파일들은 배포할 수 없습니다`,
    ),
    path: [],
    ...(isGuessed(draft) && {
      hint: says(
        'some stand for more than secrets: what contradicts them is only a warning here',
        '비밀 값이 아닌 자리의 임시 값도 있습니다. 그와 어긋나는 것은 경고로만 알립니다',
      ),
    }),
  });
}

/** What a rule says about made-up values may be due to them, and stops no draft. */
export function asWarning(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.severity === 'error' ? { ...diagnostic, severity: 'warning' } : diagnostic;
}
