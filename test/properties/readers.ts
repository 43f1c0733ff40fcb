import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv4 } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import * as assert from 'uvu/assert';
import { readGitlabRb } from '../support/ruby.ts';
import { root } from '../support/scenarios.ts';
import { put } from '../support/scratch.ts';

/** A program that reads generated files: which ones, what it takes on this machine, and what it makes of their texts. */
export interface Reader {
  reads: (path: string) => boolean;
  tools: readonly string[];
  /** True where it looks at a part of a file only, and another reader at all of it. */
  partly?: boolean;
  /** Where a value doesn't arrive on purpose: a place in what the program sees, and what stands there instead. */
  instead?: (place: string, value: string) => readonly [leaf: string, found: unknown] | undefined;
  /** What arrives at a place of what the program sees, where that is a part of the value on purpose. */
  part?: (leaf: string, value: string) => string | undefined;
  /** Places of what the program sees at which a value does not stand on purpose, nor at any like it. */
  nowhere?: (leaf: string, value: string) => RegExp | undefined;
  /** What the program sees in each of the texts: the parsed data, in any shape that holds the values. One run for all. */
  read: (texts: readonly string[]) => unknown[];
}

/** Every program that reads a value of config.yml out of a generated file. A file may have several. */
export const readers: Readonly<Record<string, Reader>> = {
  json: {
    reads: (path) => path.endsWith('.json'),
    tools: [],
    // marathon-lb compares names in lower case, and without a port.
    part: (leaf, value) => (leaf.endsWith('_VHOST') ? nameOf(value).toLowerCase() : undefined),
    read: (texts) => texts.map((text) => JSON.parse(text)),
  },
  // YAML 1.1, as DC/OS' installer and Spring's reader have it.
  pyyaml: {
    reads: (path) => /^install\/genconf\/.*\.yaml$|^cloud-config-repository\//.test(path),
    tools: ['python3', 'ansible'],
    read: (texts) => withPython('pyyaml', texts),
  },
  'the loader of ansible': {
    reads: isAnsible,
    tools: ['python3', 'ansible'],
    part: partOfRecord,
    nowhere: recordOfAddress,
    read: (texts) => withPython('ansible', texts),
  },
  'a playbook of ansible': {
    reads: (path) => /^install\/group_vars\/|^install\/ansible-hosts\.yml$/.test(path),
    tools: ['ansible-playbook'],
    // Of the inventory, the variables of all hosts.
    partly: true,
    part: partOfRecord,
    nowhere: recordOfAddress,
    read: withPlaybook,
  },
  ruby: {
    reads: (path) => path.endsWith('.rb'),
    tools: ['ruby'],
    // Stars are the guide's sample, with which GitLab is told to send no mail.
    instead: (place, value) =>
      /(?:mail|smtp)\.password$/.test(place) && /^\*+$/.test(value) ? ['/smtp_enable', false] : undefined,
    read: readGitlabRb,
  },
  tomllib: {
    reads: (path) => path.endsWith('.toml'),
    tools: ['python3', 'ansible'],
    read: (texts) => withPython('toml', texts),
  },
  'git, and sed for the token': {
    reads: (path) => path.endsWith('/gitlab/credentials'),
    tools: ['git', 'sed'],
    read: withGit,
  },
  'a reader of Markdown': {
    reads: (path) => path === 'RUNBOOK.md',
    tools: [],
    // Without the blocks of commands: those are what `uegen run --dry-run` prints.
    partly: true,
    read: (texts) => texts.map((text) => wordsOf(fromMarkdown(text))),
  },
  bash: {
    reads: (path) => /\.sh$|\/ip-detect$/.test(path),
    tools: ['bash', 'python3'],
    read: withBash,
  },
};

/** Files for people, and files that take only values of few characters, whose own tests have the real reader. */
export const READ_ELSEWHERE =
  /^install\/hosts$|^install\/ansible\.cfg$|\/rinetd\.conf$|\.cron$|\/dns-records\.md$|^RUNBOOK\.md$|\/maven-settings\.xml$/;

/** What a person reads in a document, its blocks of commands left out. */
function wordsOf(node: Nodes): string[] {
  if ('value' in node) return node.type === 'code' ? [] : [node.value];
  return 'children' in node ? node.children.flatMap(wordsOf) : [];
}

/** The name in `name[:port][/path]`. */
function nameOf(place: string): string {
  return place.replace(/(?::\d+)?(?:\/.*)?$/, '');
}

// A record of the DNS table knows no ports.
function partOfRecord(leaf: string, value: string): string | undefined {
  return leaf.includes('/dns_records/') ? nameOf(value) : undefined;
}

const NAME_OF_RECORD = /\/dns_records\/\d+\/name$/;

// An address needs no record.
function recordOfAddress(leaf: string, value: string): RegExp | undefined {
  return NAME_OF_RECORD.test(leaf) && isIPv4(nameOf(value)) ? NAME_OF_RECORD : undefined;
}

function isAnsible(path: string): boolean {
  return /^install\/[^/]+\.yml$|^install\/group_vars\//.test(path);
}

/** The Python that ansible itself runs on, which need not be the first on the PATH. */
function pythonOfAnsible(): string {
  const ansible = execFileSync('sh', ['-c', 'command -v ansible'], { encoding: 'utf8' }).trim();
  return /^#!\s*(\S+)/.exec(readFileSync(ansible, 'utf8'))?.[1] ?? 'python3';
}

/** Hands all texts to read_yaml.py in one run. */
function withPython(reader: string, texts: readonly string[]): unknown[] {
  const input = texts.map((text, id) => JSON.stringify({ id, reader, text })).join('\n');
  const script = join(root, 'test/support/read_yaml.py');
  return linesOf(run(pythonOfAnsible(), [script], { input })).map((line, index) => {
    const { data, error } = JSON.parse(line);
    assert.is(error, undefined, `${error}\n${texts[index]}`);
    return data;
  });
}

/** One host per text, with the text as its variables, in one run of ansible-playbook. */
function withPlaybook(texts: readonly string[]): unknown[] {
  return withFolder((folder) => {
    const groups = texts.map((text, index) => {
      const inInventory = /^ {2}vars:\n((?: {4}.*\n)+)/m.exec(text)?.[1];
      const variables = inInventory ?? text.replace(/^---\n/, '');
      const names = [...variables.matchAll(inInventory ? /^ {4}(\w+):/gm : /^(\w+):/gm)].map(
        ([, name]) => name,
      );
      put(folder, `host_vars/h${index}/names.yml`, JSON.stringify({ variable_names: names }));
      if (inInventory === undefined) put(folder, `host_vars/h${index}/main.yml`, text);
      const vars =
        inInventory === undefined ? '' : `      vars:\n${inInventory.replace(/^/gm, '    ').trimEnd()}\n`;
      return `    g${index}:\n      hosts:\n        h${index}:\n${vars}`;
    });
    put(folder, 'hosts.yml', `all:\n  children:\n${groups.join('')}`);
    const answer = join(folder, 'answer');
    const playbook = join(root, 'test/support/read_variables.yml');
    const args = ['-i', join(folder, 'hosts.yml'), '-c', 'local', '-e', `answer=${answer}`, playbook];
    run('ansible-playbook', args, {
      env: { ...process.env, ANSIBLE_CONFIG: put(folder, 'ansible.cfg', '') },
    });
    const seen = linesOf(readFileSync(answer, 'utf8')).map((line) => JSON.parse(line));
    const byHost = new Map(seen.map(({ host, data }) => [host, data]));
    return texts.map((_, index) => byHost.get(`h${index}`));
  });
}

/** Lets bash read the assignments of all scripts in one run. */
function withBash(texts: readonly string[]): unknown[] {
  return withFolder((folder) => {
    const scripts = texts.map((text, index) => put(folder, `${index}.sh`, text));
    const list = join(folder, 'list');
    writeFileSync(list, scripts.join('\n'));
    const command = ['-a', list, 'bash', join(root, 'test/support/read_bash.sh')];
    return linesOf(run('xargs', command)).map((line) => JSON.parse(line));
  });
}

/** Has git ask a helper that prints the file, as template-upload.sh does, and sed look for the token. */
function withGit(texts: readonly string[]): unknown[] {
  const program = `for file; do
    printf 'protocol=http\\nhost=gitlab.test\\n\\n' |
      FILE=$file git -c credential.helper= -c 'credential.helper=!cat "$FILE"; :' credential fill
    sed -n 's/^token=/&/p' "$file"
    printf '\\0'
  done`;
  return withFolder((folder) => {
    const files = texts.map((text, index) => put(folder, String(index), text));
    const answers = run('bash', ['-c', program, 'bash', ...files])
      .split('\0')
      .slice(0, -1);
    return answers.map((answer) =>
      Object.fromEntries(
        answer.split('\n').map((line) => [line.split('=', 1)[0], line.replace(/^\w*=/, '')]),
      ),
    );
  });
}

function run(command: string, args: readonly string[], options: object = {}): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 1e9,
    ...options,
  });
  assert.is(status, 0, `${command}: ${stdout}${stderr}`);
  return stdout;
}

function linesOf(text: string): string[] {
  return text.trimEnd().split('\n');
}

function withFolder<T>(body: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'uegen-readers-'));
  try {
    return body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
