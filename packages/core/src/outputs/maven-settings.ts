import { placeOf } from '../cluster/place.ts';
import { nonProxyHosts } from '../cluster/web-proxy.ts';
import { xmlText } from '../escape/xml.ts';
import { MAVEN_SETTINGS } from '../facts/maven.ts';
import { publicFile } from '../file.ts';
import { render } from '../serialize/render.ts';
import type { Output } from './output.ts';

export { MAVEN_SETTINGS };

/** `install/maven-settings.xml`: Maven's global settings, which name the proxy. Maven 3.3 looks for one by the scheme of a repository. */
export const mavenSettings: Output = ({ webProxy }) => {
  if (webProxy === undefined) return [];
  const proxies = (['http', 'https'] as const).map((protocol) => {
    const { name, port } = placeOf(webProxy[protocol].replace('http://', ''));
    return { protocol, host: name, port };
  });
  const values = { proxies, nonProxyHosts: nonProxyHosts(webProxy.lastingBypass) };
  return [publicFile(MAVEN_SETTINGS, () => render('maven-settings.xml', values, xmlText))];
};
