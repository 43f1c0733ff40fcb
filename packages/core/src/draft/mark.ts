import { type Diagnostic, diagnose } from '../diagnostic.ts';
import { type GeneratedFile, publicFile } from '../file.ts';
import { says } from '../text.ts';
import { type Draft, isGuessed } from './fill-in.ts';

/** The file that stands in a tree with placeholders, and in no other. */
export const DRAFT_MARK = 'install/NOT-DEPLOYABLE.txt';

/** Tells whoever looks into the tree what it is, and where the placeholders stand. */
export function draftMark({ placeholders }: Draft): GeneratedFile {
  const lines = placeholders.map(
    ({ path, reference, text }) => `${path.join('.')}: ${text}, for !${reference.tag} ${reference.argument}`,
  );
  const content = [
    'DO NOT DEPLOY THIS TREE.',
    '',
    'It was built with --no-resolve, for review: placeholders stand where config.yml refers to values outside of it.',
    'Run no phase, playbook or script from it. A build without --no-resolve makes the real tree and removes this file.',
    '',
    placeholders.length === 0 ? 'This config holds no references.' : 'The placeholders:',
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
