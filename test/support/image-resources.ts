import type { CheckoutFile } from '@uegen/core';

// The sections that the services of uEngine-cloud v1.0 read, with a placeholder for every value that Maven fills in:
// texts without quotes, one in quotes, and parts of addresses.
const TEXTS: Readonly<Record<string, string>> = {
  'uengine-cloud-iam/src/main/resources/application.yml': `# 인증 서버
server:
  port: 8080
iam:
  admin:
    username: @iam.admin.username@
    password: @iam.admin.password@
  mail:
    host: @iam.mail.host@
    username: @iam.mail.username@
    #password: @iam.mail.password@
    password: "@iam.mail.password@"
    port: @iam.mail.port@
    smtp-auth: @iam.mail.smtp-auth@
    smtp-starttls-enable: @iam.mail.smtp-starttls-enable@
    from-address: @iam.mail.from-address@
    from-name: @iam.mail.from-name@
clients:
  - name: uEngine-cloud
    clientKey: @iam.client-key@
    clientSecret: @iam.client-secret@
    accessTokenLifetime: @iam.access-token-lifetime@
---
spring:
  profiles: local
  datasource:
    url: jdbc:mysql://@host.db@/@db.database@
    password: @db.password@
---
spring:
  profiles: docker
  datasource:
    url: jdbc:mysql://\${vcap.services.db.internal}/@db.database@
    password: @db.password@
`,
  'uengine-cloud-server/src/main/resources/application.yml': `dcos:
  host: http://@server.public.master@/
  token: @dcos.token@
gitlab:
  host: http://@host.gitlab@
  token: @gitlab.root.token@
  config-repo:
    projectId: @gitlab.config-repo.projectId@
    deployment-path: @gitlab.config-repo.deployment-path@
    template-path: @gitlab.config-repo.template-path@
iam:
  host: @host.iam@
  port: @iam.port@
  clientId: @iam.client-key@
  clientSecret: @iam.client-secret@
registry:
  package: @host.registry.package@
  host: @host.registry.private@
  public-host: @host.registry.public@
public-agent-ip: @server.public.public@
vcap:
  services:
    db: {external: "@host.db@:10002", ip: @db.ip@}
    config: {external: '@host.config@'}
    eureka-server:
      external: "@host.eureka-server@"
    server:
      external: "@host.cloud-server@"
    ui:
      external: "@host.cloud-ui@"
spring.datasource.password: @db.password@
`,
  'uengine-cloud-config/src/main/resources/application.yml': `spring:
  cloud:
    config:
      server:
        git:
          uri: http://@host.gitlab@/root/cloud-config-repository.git
          username: @gitlab.root.username@
          password: @gitlab.root.password@
`,
};

/** The resources of the services in a checkout of uEngine-cloud v1.0, with replacements made in their texts. */
export function imageResources(...edits: readonly (readonly [from: string, to: string])[]): CheckoutFile[] {
  return Object.entries(TEXTS).map(([source, original]) => {
    const text = edits.reduce((before, [from, to]) => before.replaceAll(from, to), original);
    return { source, content: Buffer.from(text), executable: false };
  });
}
