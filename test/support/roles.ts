import { parseAllDocuments } from 'yaml';
import { generateScenario } from './scenarios.ts';

/** One task or handler of a role, with the file that it stands in. */
export interface Task {
  file: string;
  keys: Readonly<Record<string, unknown>>;
}

/** The files of all roles, by their path below `install/roles`, as they are written. */
export function roleFiles(): Map<string, string> {
  const { files } = generateScenario('valid', 'full');
  return new Map(
    files
      .filter(({ path }) => path.startsWith('install/roles/'))
      .map(({ path, content }) => [path.slice('install/roles/'.length), String(content)]),
  );
}

/** Every task and handler of every role, those inside blocks too, but not the blocks themselves. */
export function tasksOfRoles(): Task[] {
  return [...roleFiles()]
    .filter(([path]) => /\/(tasks|handlers)\/[^/]+\.yml$/.test(path))
    .flatMap(([file, text]) => tasksIn(file, parseRole(text)));
}

/** A YAML file of a role as data; what is tagged `!unsafe` is left out, since ansible never evaluates it. */
export function parseRole(text: string): unknown {
  const unsafe = { tag: '!unsafe', resolve: () => '' };
  return parseAllDocuments(text, { customTags: [unsafe] })[0]?.toJS();
}

function tasksIn(file: string, list: unknown): Task[] {
  return (list as Record<string, unknown>[]).flatMap((keys) => {
    const inner = ['block', 'rescue', 'always'].flatMap((part) =>
      part in keys ? tasksIn(file, keys[part]) : [],
    );
    return inner.length > 0 ? [...inner, { file, keys: { when: keys.when } }] : [{ file, keys }];
  });
}
