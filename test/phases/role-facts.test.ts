import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { roleFacts } from '../../packages/templates/scripts/role-facts.mjs';

const facts = suite('what a role reads, by its own text');

/** The facts of a role `web` of these files, beside a role `parts` that sets and takes some variables. */
function factsOf(files: Readonly<Record<string, string>>) {
  const web = Object.entries(files).map(([path, text]) => [`roles/web/${path}`, text]);
  const parts = { 'roles/parts/tasks/main.yml': '- ansible.builtin.set_fact: {parts_found: 1}\n' };
  const { web: found } = roleFacts({ ...parts, ...Object.fromEntries(web) });
  if (found === undefined) throw new Error('there is no role web');
  return found;
}

const variables = (task: string) => factsOf({ 'tasks/main.yml': `- ${task}\n` }).variables;

facts('variables in braces, dotted as far as they are spelt so', () => {
  assert.equal(variables('ansible.builtin.debug: {var: "{{ a.b.c }}{{ d }}-{{ e[f] }}"}'), [
    'a.b.c',
    'd',
    'e',
    'f',
  ]);
  assert.equal(variables('ansible.builtin.yum: {name: "web-{{ version }}"}'), ['version']);
  assert.equal(variables('ansible.builtin.copy: {content: "{{ a | default(b) | join(c) }}"}'), [
    'a',
    'b',
    'c',
  ]);
});

facts('variables of conditions, which have no braces', () => {
  for (const key of ['when', 'until', 'changed_when', 'failed_when'])
    assert.equal(variables(`{ansible.builtin.command: x, ${key}: a is defined and not b.c}`), ['a', 'b.c']);
  assert.equal(variables('ansible.builtin.assert: {that: [a == "b", c > 1]}'), ['a', 'c']);
});

facts('no filters, tests, functions, their named arguments, texts in quotes and words of Jinja', () => {
  const expression =
    "lookup('file', a, rstrip=False) | regex_findall('b', multiline=True) if c is match('d') else e is not defined";
  assert.equal(variables(`ansible.builtin.copy: {content: "{{ ${expression} }}"}`), ['a', 'c', 'e']);
  assert.equal(
    variables(
      'ansible.builtin.copy: {content: "{% for x, y in a.items() %}{% set z = x %}{{ y }}{% endfor %}"}',
    ),
    ['a'],
  );
});

facts('nothing that people read, that a role sets, or that ansible knows by itself', () => {
  assert.equal(
    variables('{name: "{{ a }}", ansible.builtin.debug: {msg: "{{ b }}"}, loop_control: {label: "{{ c }}"}}'),
    [],
  );
  assert.equal(
    variables('ansible.builtin.assert: {that: "true", fail_msg: "{{ a }}", success_msg: "{{ b }}"}'),
    [],
  );
  assert.equal(
    variables('{ansible.builtin.command: "{{ mine }} {{ found.rc }}", register: found, vars: {mine: 1}}'),
    [],
  );
  assert.equal(
    variables(
      'ansible.builtin.copy: {content: "{{ parts_found }} {{ item }} {{ groups }} {{ inventory_hostname }}"}',
    ),
    [],
  );
  assert.equal(variables('ansible.builtin.copy: {content: !unsafe "{{ a }}"}'), []);
});

facts('variables of templates, handlers and vars; a default is there to be set', () => {
  const found = factsOf({
    'tasks/main.yml': '[]\n',
    'handlers/main.yml': '- {name: x, ansible.builtin.service: {name: "{{ a }}"}}\n',
    'vars/main.yml': 'web_own: "{{ b }}"\n',
    'defaults/main.yml': 'web_open: false\n',
    'templates/x.j2': '{{ web_own }}\n{% if web_open %}{{ c }}{% endif %}\n',
    'files/x.sh': 'echo {{ d }}\n',
  });
  assert.equal(found.variables, ['a', 'b', 'c', 'web_open']);
});

facts('roles that are included, in blocks too', () => {
  const block = '{block: [{ansible.builtin.include_role: {name: parts}}], when: a}';
  const found = factsOf({ 'tasks/main.yml': `- ${block}\n- ansible.builtin.import_role: {name: other}\n` });
  assert.equal(found.roles, ['other', 'parts']);
  assert.throws(() => variables('ansible.builtin.include_role: {name: "{{ a }}"}'), /made up/);
});

facts('files beside the playbook, as far as their names are fixed', () => {
  const found = factsOf({
    'tasks/main.yml': `- ansible.builtin.copy: {src: "{{ playbook_dir }}/a/b.conf"}
- ansible.builtin.stat: {path: "{{ playbook_dir }}/c/{{ item }}"}
- ansible.builtin.copy: {content: "{{ lookup('file', playbook_dir ~ '/d') }}"}
- ansible.builtin.debug: {msg: "{{ playbook_dir }}/e"}
`,
  });
  assert.equal(found.files, ['a/b.conf', 'c/', 'd']);
  assert.throws(() => variables('ansible.builtin.copy: {src: "{{ playbook_dir + a }}"}'), /nobody can tell/);
});

facts.run();
