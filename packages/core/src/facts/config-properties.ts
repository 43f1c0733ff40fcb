/**
 * Where the poms of uengine-cloud-iam, uengine-cloud-server and uengine-cloud-config have Maven look for the values of their
 * resources, as a path from the checkout's root. It is a file of java.util.Properties in spite of its name.
 */
export const CONFIG_PROPERTIES = 'uengine-resource/config.properties.yml';
