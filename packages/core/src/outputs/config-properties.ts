import { serviceHosts } from '../apps/index.ts';
import type { Cluster } from '../cluster/types.ts';
import { CONFIG_PROPERTIES } from '../facts/config-properties.ts';
import { type GeneratedFile, secretFile } from '../file.ts';
import { toProperties } from '../serialize/properties.ts';

// IAM binds a number and two booleans here and doesn't start with an empty text, also where it is to send no mail.
const NO_MAIL: NonNullable<Cluster['iam']['mail']> = {
  host: '',
  port: 25,
  'smtp-auth': false,
  'smtp-starttls-enable': false,
};

/**
 * Every key that Maven may find in the services' resources, with what config.yml says there. A blank text is '': a key
 * that Maven doesn't know would stand in the image as `@key@`.
 */
export function imageValues(cluster: Cluster): Record<string, string | number | boolean> {
  const { publicAddress, database, registry, iam, dcos, gitlab } = cluster;
  const mail = iam.mail ?? NO_MAIL;
  return {
    'server.public.master': publicAddress.master,
    'server.public.public': publicAddress.agent,
    'db.ip': database.ip,
    'db.database': database.database,
    'db.password': database.password,
    'host.registry.package': registry.package,
    'host.registry.private': registry.private,
    'host.registry.public': registry.public,
    ...hostValues(cluster),
    'iam.port': iam.port,
    'iam.client-key': iam['client-key'],
    'iam.client-secret': iam['client-secret'],
    'iam.admin.username': iam.admin.username,
    'iam.admin.password': iam.admin.password,
    'iam.access-token-lifetime': iam['access-token-lifetime'],
    'iam.mail.host': mail.host,
    'iam.mail.username': mail.username ?? '',
    'iam.mail.password': mail.password ?? '',
    'iam.mail.port': mail.port,
    'iam.mail.smtp-auth': mail['smtp-auth'],
    'iam.mail.smtp-starttls-enable': mail['smtp-starttls-enable'],
    'iam.mail.from-address': mail['from-address'] ?? '',
    'iam.mail.from-name': mail['from-name'] ?? '',
    'dcos.token': dcos.token,
    'gitlab.root.username': gitlab.root.username,
    'gitlab.root.password': gitlab.root.password,
    'gitlab.root.token': gitlab.root.token,
    'gitlab.config-repo.projectId': gitlab.configRepo.projectId ?? '',
    'gitlab.config-repo.deployment-path': gitlab.configRepo['deployment-path'],
    'gitlab.config-repo.template-path': gitlab.configRepo['template-path'],
  };
}

// That of DC/OS is a key of uegen's own, which no resource holds.
function hostValues(cluster: Cluster): Record<string, string> {
  const { dcos: _, ...hosts } = serviceHosts(cluster);
  return Object.fromEntries(Object.entries(hosts).map(([key, host]) => [`host.${key}`, host]));
}

const COMMENT = `The values that Maven builds into the images of the services, made by uegen from config.yml.
They hold secrets: keep this file out of git, and the images out of public registries.`;

/** `uengine-resource/config.properties.yml`: {@link imageValues}, each spelt as its places in the resources want it. */
export function configProperties(spelt: ReadonlyMap<string, string>): GeneratedFile {
  return secretFile(CONFIG_PROPERTIES, toProperties(spelt, COMMENT));
}
