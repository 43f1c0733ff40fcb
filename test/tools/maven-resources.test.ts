import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { expressionsIn } from '../../packages/core/src/checkout/maven.ts';
import { imageResources } from '../support/image-resources.ts';
import { build, compare, nasty, parsed, valuesOf } from '../support/images.ts';
import { put, run, withFolder } from '../support/scratch.ts';
import { toolTest } from '../support/tool.ts';

const maven = suite("Maven's resources plugin");

// As Debian's libmaven-resources-plugin-java brings it; the poms of uEngine-cloud name 3.0.2.
const REPOSITORY = '/usr/share/maven-repo';
const PLUGIN = 'org/apache/maven/plugins/maven-resources-plugin/3.3.0/maven-resources-plugin-3.3.0.jar';
const TOOLS = ['mvn', 'python3', join(REPOSITORY, PLUGIN)];

const HEAD = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>test</groupId><version>1</version>`;

/** A module that is filtered as the services of uEngine-cloud are. */
function pom(name: string): string {
  return `${HEAD}<artifactId>${name}</artifactId>
  <properties><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
  <build>
    <resources><resource><directory>../resources</directory><filtering>true</filtering></resource></resources>
    <filters><filter>\${basedir}/config.properties.yml</filter></filters>
    <plugins><plugin>
      <artifactId>maven-resources-plugin</artifactId><version>3.3.0</version>
      <configuration>
        <delimiters><delimiter>@</delimiter></delimiters>
        <useDefaultDelimiters>false</useDefaultDelimiters>
      </configuration>
    </plugin></plugins>
  </build></project>`;
}

/** Has Maven fill the resources, once with each of the properties; the paths of the filled folders. */
async function filter(
  folder: string,
  properties: readonly string[],
  resources: readonly { source: string; content: string | Uint8Array }[],
): Promise<string[]> {
  for (const { source, content } of resources) put(folder, `resources/${source}`, content);
  const names = properties.map((_, index) => `m${index}`);
  const modules = names.map((name) => `<module>${name}</module>`).join('');
  const all = `${HEAD}<artifactId>all</artifactId><packaging>pom</packaging><modules>${modules}</modules></project>`;
  put(folder, 'pom.xml', all);
  for (const [index, name] of names.entries()) {
    put(folder, `${name}/pom.xml`, pom(name));
    put(folder, `${name}/config.properties.yml`, properties[index] ?? '');
  }
  const goal = 'org.apache.maven.plugins:maven-resources-plugin:3.3.0:resources';
  const args = ['-B', '-q', '-o', `-Dmaven.repo.local=${REPOSITORY}`, '-f', join(folder, 'pom.xml'), goal];
  // It runs for seconds: the second compiler costs more than it gains.
  const ended = await run('mvn', args, {
    cwd: folder,
    env: { MAVEN_OPTS: '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' },
  });
  assert.is(ended.status, 0, ended.stdout + ended.stderr);
  return names.map((name) => join(folder, name, 'target/classes'));
}

toolTest(maven, TOOLS, 'brings every value that a build takes to all of its places', () =>
  withFolder(async (folder) => {
    const resources = imageResources();
    const rounds = nasty.map((text) => build(valuesOf(text), resources));
    const filled = await filter(
      folder,
      rounds.map(({ properties }) => properties),
      resources,
    );
    const found = parsed(
      filled.map((base) =>
        Object.fromEntries(resources.map(({ source }) => [source, readFileSync(join(base, source), 'utf8')])),
      ),
    );
    const compared = compare(rounds, found, resources);
    console.log(`${rounds.length} properties, ${compared} places compared`);
    assert.ok(compared > 1000);
  }),
);

toolTest(maven, TOOLS, 'sees the placeholders that uegen sees', () =>
  withFolder(async (folder) => {
    const texts = [
      '@db.password@ [@.db.password@] @@db.password@ @db.password@@db.password@ @nothing@ me@x.com @db.password@',
      'a @\n@db.password@ x @db.password@ @\n\n@db.password@',
      'x@db.password@y@db.password@z @ db.password@ @db.password @db.password@',
      ...[200, 255, 258, 259, 260, 261, 262, 300, 9000].map(
        (length) => `@${'z'.repeat(length - 2)}@db.password@ end`,
      ),
    ];
    const resources = texts.map((content, index) => ({ source: `${index}.txt`, content }));
    const [base] = await filter(folder, ['db.password: 1\n'], resources);
    for (const [index, text] of texts.entries()) {
      let expected = '';
      let from = 0;
      for (const { name, start, end } of expressionsIn(text)) {
        expected += text.slice(from, start) + (name === 'db.password' ? '1' : text.slice(start, end));
        from = end;
      }
      assert.is(readFileSync(join(base as string, `${index}.txt`), 'utf8'), expected + text.slice(from));
    }
  }),
);

maven.run();
