/** Where its global settings lie, which name the proxy. */
export const MAVEN_SETTINGS = 'install/maven-settings.xml';
