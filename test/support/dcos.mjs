// A stand-in for the DC/OS CLI: `dcos marathon app list|add|update|restart` with its state in the folder $DCOS_STATE.
//   apps.json    the deployed apps by id, as Marathon would list them
//   calls        one line per call, with the id of an app that is added
//   starts       one line per start of an app
//   refuse       when present, every call fails with its text, as one that isn't logged in does
//   slow         how many lists an app takes to become healthy after a deployment (0)
//   unhealthy, deploying, doubled
//                ids, separated by blanks, whose task fails its check, whose deployment never ends, that run twice
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const at = (name) => join(process.env.DCOS_STATE, name);
const text = (name) => (existsSync(at(name)) ? readFileSync(at(name), 'utf8').trim() : '');
const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const args = process.argv.slice(2);
if (text('refuse')) fail(text('refuse'));

const apps = JSON.parse(text('apps.json') || '{}');
const save = () => writeFileSync(at('apps.json'), JSON.stringify(apps));
// Marathon starts an app anew for every change but that of its number of instances.
const definition = ({ version, looks, instances, ...app }) => JSON.stringify(app);
const deploy = (app, anew = false) => {
  const before = apps[app.id];
  for (const check of app.healthChecks ?? []) check.ignoreHttp1xx = false;
  for (const mapping of app.container?.portMappings ?? []) mapping.name ??= null;
  apps[app.id] = {
    backoffSeconds: 1,
    fetch: [],
    labels: {},
    env: {},
    ...app,
    version: 'now',
    looks: Number(text('slow')),
  };
  save();
  if (anew || before === undefined || definition(before) !== definition(apps[app.id]))
    appendFileSync(at('starts'), `${app.id}\n`);
  console.log('Created deployment 5ed4c0c5');
};

const [marathon, group, action, target] = args;
const given = action === 'add' || action === 'update' ? JSON.parse(readFileSync(0, 'utf8')) : undefined;
appendFileSync(at('calls'), `${[...args, ...(action === 'add' ? [given.id] : [])].join(' ')}\n`);
if (marathon !== 'marathon' || group !== 'app') fail('dcos: unknown command');
if (action === 'list') {
  const is = (kind, id) => text(kind).split(/\s+/).includes(id);
  const list = Object.values(apps).map(({ looks, ...app }) => {
    const { id, instances } = app;
    const deployments = looks > 0 || is('deploying', id) ? [{ id: '5ed4c0c5' }] : [];
    const tasksRunning = is('doubled', id) ? instances * 2 : instances;
    const tasksHealthy = looks > 0 || is('unhealthy', id) ? 0 : tasksRunning;
    return { ...app, deployments, tasksRunning, tasksHealthy };
  });
  for (const app of Object.values(apps)) app.looks -= 1;
  save();
  console.log(JSON.stringify(list, null, 2));
} else if (action === 'add') {
  if (given.id in apps) fail(`Application '${given.id}' already exists`);
  deploy(given);
} else if (action === 'update') {
  if (!(target in apps)) fail(`Error: App '${target}' does not exist`);
  deploy({ ...apps[target], ...given, id: target });
} else if (action === 'restart') {
  if (!(target in apps)) fail(`Error: App '${target}' does not exist`);
  deploy(apps[target], true);
} else {
  fail(`dcos: unknown action ${action}`);
}
