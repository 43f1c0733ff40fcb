// Reads from the text of the roles what they include and what they read: what makes a phase due when it changes.
import { parseAllDocuments } from 'yaml';

// What people read on the terminal; it never reaches a machine.
const MESSAGES = new Set(['msg', 'fail_msg', 'success_msg', 'label']);
const CONDITIONS = new Set(['when', 'that', 'until', 'changed_when', 'failed_when']);

const KEYWORDS = 'and or not in is if else elif endif for endfor set true false none True False None';
const ANSIBLES_OWN = `ansible_check_mode ansible_facts ansible_failed_result
  ansible_failed_task ansible_play_hosts_all group_names groups hostvars
  inventory_hostname item loop omit playbook_dir role_path`;

/**
 * Of every role among `files` (those of ansible/, by path): the roles that it includes, the files beside the playbook
 * that it reads (a folder, with a slash at its end, where the name is made up while it runs), and the variables that it
 * uses, as far as no role sets them: those of the inventory, of group_vars and of plays, dotted as far as they are spelt so.
 */
export function roleFacts(files) {
  const parts = Object.entries(files).flatMap(([path, text]) => {
    const [, role, part] = /^roles\/([^/]+)\/(tasks|handlers|vars|defaults|templates)\//.exec(path) ?? [];
    return role === undefined ? [] : [{ role, part, text, data: part === 'templates' ? {} : dataOf(text) }];
  });
  const known = new Set([`${KEYWORDS} ${ANSIBLES_OWN}`.split(/\s+/), ...parts.map(setIn)].flat());
  const roles = [...new Set(parts.map(({ role }) => role))].map((role) => {
    const own = parts.filter((part) => part.role === role);
    const facts = {
      roles: distinct(own.flatMap(({ data }) => includedIn(data))),
      files: distinct(own.flatMap(({ data }) => textsIn(data).flatMap(besideThePlaybook))),
      variables: distinct(own.flatMap((part) => namesIn(part, known))),
    };
    return [role, facts];
  });
  return Object.fromEntries(roles);
}

function distinct(names) {
  return [...new Set(names)].sort();
}

function dataOf(text) {
  // What is tagged !unsafe is never evaluated.
  const unsafe = { tag: '!unsafe', resolve: () => '' };
  return parseAllDocuments(text, { customTags: [unsafe] })[0].toJS();
}

/** What stands below `data`, as keys with their values; without the names of tasks and what they say. */
function entriesBelow(data) {
  if (typeof data !== 'object' || data === null) return [];
  const isTask =
    !Array.isArray(data) && Object.keys(data).some((key) => key.includes('.') || key === 'block');
  return Object.entries(data)
    .filter(([key]) => !MESSAGES.has(key) && !(isTask && key === 'name'))
    .flatMap(([key, value]) => [[key, value], ...entriesBelow(value)]);
}

function setIn({ part, data }) {
  const named = entriesBelow(data).flatMap(([key, value]) => {
    if (key === 'register' || key === 'loop_var') return [value];
    return key === 'vars' || key.endsWith('.set_fact') ? Object.keys(value) : [];
  });
  // A default is there to be set by others.
  return part === 'vars' ? [...named, ...Object.keys(data)] : named;
}

function includedIn(data) {
  return entriesBelow(data)
    .filter(([key]) => /\.(include|import)_role$/.test(key))
    .map(([, { name }]) => {
      if (/[{}]/.test(name)) throw new Error(`a role whose name is made up while it runs: ${name}`);
      return name;
    });
}

function textsIn(data) {
  return entriesBelow(data).flatMap(([, value]) => (typeof value === 'string' ? [value] : []));
}

// `{{ playbook_dir }}/a/b` or `playbook_dir ~ '/a/b'`
function besideThePlaybook(text) {
  const found = [...text.matchAll(/playbook_dir(?: \}\}| ~ ')\/([^'"{}\s]*)/g)].map(([, path]) => path);
  if (found.length < text.split('playbook_dir').length - 1)
    throw new Error(`a file beside the playbook that nobody can tell: ${text}`);
  // What lies above the playbook's folder is no file of the tree.
  return found.filter((path) => !path.startsWith('../'));
}

function namesIn({ data, text, part }, known) {
  const conditions = entriesBelow(data)
    .filter(([key]) => CONDITIONS.has(key))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .filter((value) => typeof value === 'string');
  const texts = part === 'templates' ? [text] : textsIn(data);
  return [...conditions, ...texts.map(expressionsOf)].flatMap((expression) => variablesOf(expression, known));
}

// All expressions of one text together, since one may set what the next one reads.
function expressionsOf(text) {
  const found = [...text.matchAll(/\{\{((?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[^'"])*?)\}\}|\{%(.*?)%\}/gs)];
  return found.map(([, value, statement]) => value ?? statement).join(' ; ');
}

function variablesOf(expression, known) {
  const bare = expression.replace(/'(?:\\.|[^'])*'|"(?:\\.|[^"])*"/g, "''");
  const local = [...bare.matchAll(/\b(?:set|for)\s+([\w\s,]+?)\s*(?:=|\bin\b)/g)].flatMap(([, names]) =>
    names.split(/\s*,\s*/),
  );
  // Neither filters, tests, functions and their named arguments, nor what is looked up in something else.
  const names = bare.matchAll(
    /(?<![\w.]|\|\s*|\bis\s+|\bis\s+not\s+)([A-Za-z_]\w*)((?:\.\w+)*)(?!\w|\s*\(|\s*=[^=])/g,
  );
  return [...names].filter(([, root]) => !known.has(root) && !local.includes(root)).map(([name]) => name);
}
