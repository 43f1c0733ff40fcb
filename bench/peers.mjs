// The same work by others, in turn: uegen's cold build of the guide's config, as many files by ansible's template module,
// and the step that uegen replaces, where its checkout and Maven are.
//
//   node bench/peers.mjs [runs] [folder of a uEngine-cloud checkout with a config.yml that its Maven step takes]
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeGuide } from './configs.mjs';
import { cli, quartiles, withFolder } from './measure.mjs';

const runs = Number(process.argv[2] ?? 5);
const checkout = process.argv[3];

/** The CPU (s) of a program and its children; undefined where it isn't there. */
function cpuOf(command, cwd) {
  if (spawnSync('sh', ['-c', `command -v ${command[0]}`]).status !== 0) return undefined;
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1';
  const { status, stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}`);
  const [user, system] = stderr.trim().split(' ').map(Number);
  return user + system;
}

/** A playbook that writes every file of the tree by the template module, each with one value in it. */
function writePlaybook(folder, tree) {
  const templates = join(folder, 'templates');
  const paths = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.path, entry.name).slice(tree.length + 1))
    .filter((path) => !path.startsWith('.uegen'));
  for (const path of paths) {
    const place = join(templates, `${path}.j2`);
    mkdirSync(dirname(place), { recursive: true });
    const text = readFileSync(join(tree, path), 'utf8');
    writeFileSync(place, `{% raw %}${text}{% endraw %}{{ cluster_name }}\n`);
    mkdirSync(join(folder, 'by-ansible', dirname(path)), { recursive: true });
  }
  const task = {
    'ansible.builtin.template': {
      src: `${templates}/{{ item }}.j2`,
      dest: `${folder}/by-ansible/{{ item }}`,
    },
    loop: paths,
  };
  const play = { hosts: 'localhost', connection: 'local', gather_facts: false, vars: { cluster_name: 'x' } };
  const playbook = join(folder, 'playbook.yml');
  writeFileSync(playbook, JSON.stringify([{ ...play, tasks: [task] }]));
  return { playbook, files: paths.length };
}

withFolder((folder) => {
  const config = writeGuide(folder);
  const tree = join(folder, 'tree');
  const build = [process.execPath, cli, 'build', config, '--quiet', '--out'];
  if (cpuOf([...build, tree], folder) === undefined) throw new Error('bash is missing');
  const { playbook, files } = writePlaybook(folder, tree);
  const peers = {
    'uegen build, cold': () => {
      rmSync(join(folder, 'out'), { recursive: true, force: true });
      return cpuOf([...build, join(folder, 'out')], folder);
    },
    [`ansible's template module, ${files} files`]: () =>
      cpuOf(['ansible-playbook', '-i', 'localhost,', playbook], folder),
    'the replaced step': () =>
      checkout &&
      cpuOf(
        ['mvn', '-q', '-o', 'clean', 'install', 'exec:java', 'package'],
        join(checkout, 'uengine-resource'),
      ),
  };
  const seen = Object.entries(peers).map(([name, run]) => ({ name, run, times: [] }));
  for (let turn = 0; turn < runs; turn++)
    for (const { run, times } of seen) {
      const time = run();
      if (time !== undefined) times.push(time);
    }
  console.log('| program | CPU s, median (quartiles) | times uegen |\n| --- | --- | --- |');
  const own = quartiles(seen[0].times)[1];
  for (const { name, times } of seen) {
    if (times.length === 0) {
      console.log(`| ${name} | not here | |`);
      continue;
    }
    const [low, middle, high] = quartiles(times);
    console.log(
      `| ${name} | ${middle.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}) | ${(middle / own).toFixed(1)} |`,
    );
  }
});
