import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { variablesIn } from '../packages/core/src/plan/variables.ts';
import { SETTINGS } from '../packages/core/src/steps/variables.ts';
import { roles as roleFacts } from '../packages/templates/src/generated/index.ts';
import { parseRole, roleFiles, tasksOfRoles } from './support/roles.ts';
import { generatedText } from './support/scenarios.ts';

// What the oldest ansible that is supported knows: 2.9.27 of EPEL 7, with the Jinja 2.7 of CentOS 7. Newer ones know
// all of it too.
const roles = suite('roles');

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const MODULES = words(`assert blockinfile command copy cron debug fail file find get_url getent group hostname
  include_role include_tasks import_role import_tasks lineinfile meta package_facts reboot replace rpm_key script service
  service_facts set_fact setup slurp stat systemd template unarchive uri user wait_for wait_for_connection yum yum_repository`);

const FILTERS =
  words(`abs attr batch capitalize center count d default dictsort first float format groupby indent int
  join last length list lower map max min random reject rejectattr replace reverse round select selectattr slice sort
  string sum title trim truncate upper urlencode wordcount
  b64decode b64encode basename bool checksum combinations combine comment dict2items difference dirname extract flatten from_json
  from_yaml hash human_readable human_to_bytes intersect items2dict mandatory password_hash product quote realpath regex_escape
  regex_findall regex_replace regex_search sha1 splitext strftime subelements symmetric_difference ternary to_json
  to_nice_json to_yaml union unique urlsplit zip`);

const TESTS =
  words(`callable changed contains defined directory divisibleby even exists failed file link lower mapping
  match none number odd regex sameas search sequence skipped string subset succeeded superset undefined unreachable upper
  version`);

roles('use only modules that ansible-core brings along from 2.9 to 2.16', () => {
  const tasks = tasksOfRoles();
  assert.ok(tasks.length > 100);
  for (const { file, keys } of tasks)
    for (const key of Object.keys(keys).filter((name) => name.includes('.'))) {
      assert.match(key, /^ansible\.builtin\./, file);
      assert.ok(MODULES.has(key.slice('ansible.builtin.'.length)), `${file}: ${key}`);
    }
});

/** Jinja's expressions in a text, without what stands in quotes unless a filter or a test is named there. */
function expressionsOf(text: string): string[] {
  return [...text.matchAll(/\{\{(.*?)\}\}|\{%(.*?)%\}/gs)].map((match) => match[1] ?? match[2] ?? '');
}

const CONDITIONS = ['when', 'that', 'until', 'changed_when', 'failed_when'];

/** Every expression below `data`, in braces or as a condition. */
function expressionsIn(data: unknown, condition = false): string[] {
  if (typeof data === 'string') return condition ? [data] : expressionsOf(data);
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    expressionsIn(value, CONDITIONS.includes(key) || (Array.isArray(data) && condition)),
  );
}

function namesIn(expression: string): { filters: string[]; tests: string[] } {
  const all = (pattern: RegExp, text = expression) =>
    [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  const bare = expression.replace(/'(?:\\.|[^'])*'|"(?:\\.|[^"])*"/g, "''");
  return {
    filters: [...all(/\|\s*(\w+)/g, bare), ...all(/\bmap\('(\w+)'/g)],
    tests: [
      ...all(/\bis\s+(?:not\s+)?(\w+)/g, bare),
      ...all(/\b(?:select|reject)\('(\w+)'/g),
      ...all(/\b(?:select|reject)attr\('[^']*',\s*'(\w+)'/g),
    ],
  };
}

roles('use only filters and tests that Jinja 2.7 and ansible 2.9 know', () => {
  const found = { filters: new Set<string>(), tests: new Set<string>() };
  for (const [file, text] of roleFiles()) {
    if (!/\.(yml|j2)$/.test(file)) continue;
    const expressions = file.endsWith('.j2') ? expressionsOf(text) : expressionsIn(parseRole(text));
    for (const expression of expressions) {
      const { filters, tests } = namesIn(expression);
      for (const name of filters) assert.ok(FILTERS.has(name), `${file}: filter ${name}`);
      for (const name of tests) assert.ok(TESTS.has(name), `${file}: test ${name}`);
      for (const name of filters) found.filters.add(name);
      for (const name of tests) found.tests.add(name);
    }
  }
  for (const name of ['regex_findall', 'extract', 'to_json', 'regex_replace'])
    assert.ok(found.filters.has(name), name);
  for (const name of ['match', 'sameas', 'changed', 'divisibleby']) assert.ok(found.tests.has(name), name);
});

roles('have files checked by programs that are named with their whole path', () => {
  // sshd of CentOS 7 starts under no other name.
  const commands = tasksOfRoles().flatMap(({ keys }) =>
    Object.values(keys).flatMap((value) => (value as { validate?: string } | null)?.validate ?? []),
  );
  assert.ok(commands.length > 0);
  for (const command of commands) assert.match(command, /^\//);
});

roles('tell a unit that is there from one that another merely names', () => {
  // service_facts lists the latter as well, as not-found.
  const expressions = [...roleFiles()]
    .filter(([file]) => file.endsWith('.yml'))
    .flatMap(([, text]) => expressionsIn(parseRole(text)))
    .filter((expression) => expression.includes("ansible_facts['services']"));
  assert.ok(expressions.length > 3);
  for (const expression of expressions)
    assert.match(expression, /not-found|\.state\b.* == 'running'/, expression);
});

/** What a role's meta/argument_specs.yml says, and its defaults. */
function interfaceOf(role: string) {
  const files = roleFiles();
  const specs = parseRole(files.get(`${role}/meta/argument_specs.yml`) ?? '{}') as {
    argument_specs?: { main: { options: Record<string, { required?: boolean }> } };
  };
  const defaults = parseRole(files.get(`${role}/defaults/main.yml`) ?? '{}') as Record<string, unknown>;
  const text = [...files].filter(([path]) => path.startsWith(`${role}/`) && !path.includes('/meta/'));
  return {
    options: specs.argument_specs?.main.options,
    defaults,
    text: text.map(([, one]) => one).join('\n'),
  };
}

roles('say in their argument specs all that they read, and nothing else', () => {
  for (const [role, { variables }] of Object.entries(roleFacts)) {
    const { options, defaults, text } = interfaceOf(role);
    assert.ok(options, `${role} has no meta/argument_specs.yml`);
    const read = [...variables.map((name) => name.split('.')[0] ?? ''), ...Object.keys(defaults)];
    for (const name of read) assert.ok(Object.hasOwn(options, name), `${role}: ${name} is missing`);
    for (const [name, { required = false }] of Object.entries(options)) {
      assert.match(text, new RegExp(`\\b${name}\\b`), `${role}: ${name} is read nowhere`);
      assert.is(required, !Object.hasOwn(defaults, name), `${role}: ${name}`);
    }
  }
});

// Up to 2.13, ansible evaluates every variable that a template names, also on the branch that isn't taken.
roles('never ask whether a variable of their interface is defined', () => {
  for (const role of Object.keys(roleFacts)) {
    const { options = {}, text } = interfaceOf(role);
    for (const name of Object.keys(options))
      assert.not.match(text, new RegExp(`\\b${name} is (not )?(un)?defined`), `${role}: ${name}`);
  }
});

// A number that comes by -e is a text, which Jinja divides by nothing.
roles('take a variable of their interface for a number before they reckon with it', () => {
  for (const role of Object.keys(roleFacts)) {
    const { options = {}, text } = interfaceOf(role);
    for (const name of Object.keys(options))
      assert.not.match(
        text,
        new RegExp(`\\b${name} +[-+*/] +\\d|\\d +[-+*/] +${name}\\b(?! *\\| *int)`),
        `${role}: ${name}`,
      );
  }
});

// What modules find out about a machine is there under its bare name too, and wins over group_vars.
roles('find no variable of group_vars under the name of a fact', () => {
  const facts = ['packages', 'services', 'hostname', 'distribution', 'mounts', 'devices', 'env', 'system'];
  const set = variablesIn(SETTINGS, generatedText('full', SETTINGS)).map((name) => name.split('.')[0] ?? '');
  assert.ok(set.includes('role_packages'));
  for (const name of set) assert.not.ok(facts.includes(name), name);
});

roles.run();
