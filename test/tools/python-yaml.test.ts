import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { cloudConfigApplication } from '../../packages/core/src/outputs/cloud-config-application.ts';
import { cloudConfigApps } from '../../packages/core/src/outputs/cloud-config-apps.ts';
import { cloudConfigServer } from '../../packages/core/src/outputs/cloud-config-server.ts';
import { genconf } from '../../packages/core/src/outputs/genconf.ts';
import { toYaml } from '../../packages/core/src/serialize/yaml.ts';
import { sampleCluster } from '../support/cluster.ts';
import { nastyStrings } from '../support/nasty.ts';
import { put, putGenerated, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const test = suite('YAML 1.1 readers');

// Both of PyYAML's readers: ansible takes libyaml's where it is there, DC/OS' installer the one in Python.
const PYTHON = `
import json, sys, yaml
text = open(sys.argv[1], encoding='utf-8').read()
loaders = [yaml.SafeLoader, getattr(yaml, 'CSafeLoader', yaml.SafeLoader)]
json.dump([yaml.load(text, Loader=loader) for loader in loaders], sys.stdout)
`;
const RUBY = 'puts JSON.generate([YAML.safe_load(File.read(ARGV[0], encoding: "utf-8"))])';

const readers: readonly [string, readonly string[]][] = [
  ['python3', ['-c', PYTHON]],
  ['ruby', ['-ryaml', '-rjson', '-e', RUBY]],
];

const cluster = sampleCluster();
cluster.cadvisor.proxy = cluster.cadvisor.proxy.slice(0, 2);

const files = [
  {
    file: genconf(cluster),
    data: {
      agent_list: cluster.dcos.agents,
      bootstrap_url: 'file:///opt/dcos_install_tmp',
      cluster_name: 'uEngine',
      dns_search: 'ap-northeast-2.compute.internal',
      exhibitor_storage_backend: 'static',
      master_discovery: 'static',
      master_list: ['172.31.12.143', '172.31.4.125', '172.31.1.198'],
      oauth_enabled: true,
      process_timeout: 10000,
      public_agent_list: ['172.31.5.136'],
      resolvers: ['172.31.0.2'],
      ssh_key_path: 'genconf/ssh_key',
      ssh_port: 22,
      ssh_user: 'centos',
      telemetry_enabled: true,
    },
  },
  {
    file: cloudConfigApplication(cluster),
    data: {
      vcap: {
        services: {
          db: endpoints('db.pas-mini.io:10002', 10002),
          iam: endpoints('iam.pas-mini.io', 10003),
          'uengine-cloud-config': endpoints('config.pas-mini.io', 10000),
          'eureka-server': endpoints('eureka-server.pas-mini.io', 10001),
          'uengine-cloud-server': endpoints('cloud-server.pas-mini.io', 10005),
          'uengine-cloud-ui': endpoints('cloud.pas-mini.io', 10006),
        },
      },
    },
  },
  {
    file: cloudConfigServer(cluster),
    data: {
      dcos: { host: 'http://52.79.125.242/', token: '' },
      gitlab: {
        host: 'http://gitlab.pas-mini.io',
        token: '',
        'config-repo': { projectId: 47, 'deployment-path': '/deployment', 'template-path': '/template' },
      },
      iam: { host: 'iam.pas-mini.io', port: 80, clientId: 'my-client-key', clientSecret: 'my-client-secret' },
      registry: { host: 'gitlab.pas-mini.io:5000', 'public-host': 'gitlab.pas-mini.io:5000' },
      'public-agent-ip': '52.79.51.79',
      cadvisor: ['172.31.5.136,http://52.79.51.79:9100', '172.31.6.35,http://52.79.51.79:9101'],
    },
  },
  { file: cloudConfigApps(cluster), data: { dcos: { apps: '' } } },
];

function endpoints(external: string, port: number) {
  return { external, internal: `marathon-lb-internal.marathon.mesos:${port}` };
}

async function readBy(command: string, args: readonly string[], file: string): Promise<unknown[]> {
  const { status, stdout, stderr } = await run(command, [...args, file], { env: { LC_ALL: 'C.UTF-8' } });
  assert.is(status, 0, stderr);
  return JSON.parse(stdout);
}

for (const [tool, args] of readers) {
  toolTest(test, [tool], `${tool} reads the generated files as they were meant`, () =>
    withFolder(async (folder) => {
      for (const { file, data } of files) {
        for (const read of await readBy(tool, args, putGenerated(folder, file))) assert.equal(read, data);
      }
    }),
  );

  toolTest(test, [tool], `${tool} reads every nasty string as it was typed`, () =>
    withFolder(async (folder) => {
      const data = { list: nastyStrings, keys: nastyStrings.map((string) => ({ [string]: string })) };
      const file = put(folder, 'nasty.yml', toYaml(data));
      for (const read of await readBy(tool, args, file)) assert.equal(read, data);
    }),
  );
}

test('a blank search domain, project and list of proxies leave no null behind', () => {
  const blank = sampleCluster();
  blank.dnsSearch = '';
  delete blank.gitlab.configRepo.projectId;
  blank.cadvisor.proxy = [];
  assert.not.match(String(genconf(blank)[0]?.content), 'dns_search');
  const server = String(cloudConfigServer(blank)[0]?.content);
  assert.not.match(server, 'projectId');
  assert.match(server, '\ncadvisor: []\n');
  assert.not.match(server, 'null');
});

test.run();
