/** Data that JSON and YAML both hold; there is no null, since DC/OS' installer crashes on one. */
export type Data = string | number | boolean | readonly Data[] | { readonly [key: string]: Data };

/** The same for YAML, which takes a mapping of many keys as a Map, too. */
export type YamlData = Data | ReadonlyMap<string, YamlData> | { readonly [key: string]: YamlData };

/** JSON, indented by two, with a final newline. */
export function toJson(data: Data): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
