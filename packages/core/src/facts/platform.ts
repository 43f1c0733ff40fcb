/** The revision of uEngine-cloud that the guide describes. A clone fetches a later one, which the guide doesn't fit. */
export const PLATFORM_REVISION = 'v1.0';

/** A file that later revisions have and v1.0 hasn't, as a path from the checkout's root. */
export const LATER_REVISION = 'uengine-resource/deploy-files/redis.json';

/** Where the UI's source names the client that it logs in with. */
export const UI_ROUTER = 'uengine-cloud-ui/src/router/index.js';

/** What the Dockerfiles of the platform's services begin with. */
export const JAVA_IMAGE = 'openjdk:8u111-jdk-alpine';

/** What that of its interface begins with. */
export const WEB_IMAGE = 'webratio/nodejs-http-server:latest';
