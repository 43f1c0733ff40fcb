import { expressionsIn } from './maven.ts';
import { type Resource, takeApart } from './resource.ts';

// Where uEngine-cloud v1.0 has the placeholders of values that may hold any text. All but one stand without quotes.
const TEXTS: Readonly<Record<string, string>> = {
  'uengine-cloud-iam/src/main/resources/application.yml': `
iam:
  admin:
    username: @iam.admin.username@
    password: @iam.admin.password@
  mail:
    username: @iam.mail.username@
    password: "@iam.mail.password@"
    from-address: @iam.mail.from-address@
    from-name: @iam.mail.from-name@
clients:
  - clientKey: @iam.client-key@
    clientSecret: @iam.client-secret@
spring:
  datasource:
    password: @db.password@
`,
  'uengine-cloud-server/src/main/resources/application.yml': `
dcos:
  token: @dcos.token@
gitlab:
  token: @gitlab.root.token@
`,
};

/** The resources of uEngine-cloud v1.0, for a config that lies in no checkout. */
export function assumedResources(): Resource[] {
  return Object.entries(TEXTS).map(([source, text]) => {
    const resource = takeApart(source, text, expressionsIn(text));
    if ('source' in resource) return resource;
    throw new Error(`${source} is broken`);
  });
}
