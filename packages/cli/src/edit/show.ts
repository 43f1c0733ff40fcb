import { secretValues } from '@uegen/core';
import { maskLine } from '@uegen/core/plan';
import { differ } from '../diff.ts';

/** What an edit changes in config.yml, as a diff in which no secret of either side shows. */
export async function showEdit(
  name: string,
  before: string,
  after: string,
  configs: readonly unknown[],
): Promise<string> {
  const secrets = configs.flatMap((config) => secretValues(config)).sort((a, b) => b.length - a.length);
  const side = (text: string) =>
    Buffer.from(
      text
        .split('\n')
        .map((line) => shown(line, secrets))
        .join('\n'),
    );
  const unifiedDiff = differ(await import('../diff-library.ts'));
  return unifiedDiff({
    path: name,
    old: side(before),
    new: side(after),
    secret: false,
    foreign: false,
    secrets,
  });
}

// A reference is no secret, and says where the value went.
function shown(line: string, secrets: readonly string[]): string {
  const text = line.replace(/\r$/, '');
  return /:[ \t]+!(?:env|file)[ \t]+\S+[ \t]*(?:#.*)?$/.test(text) ? text : maskLine(text, secrets);
}
