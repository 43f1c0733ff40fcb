/** Data that JSON and YAML both hold; there is no null, since DC/OS' installer crashes on one. */
export type Data = string | number | boolean | readonly Data[] | { readonly [key: string]: Data };

/** JSON, indented by two, with a final newline. */
export function toJson(data: Data): string {
  return `${JSON.stringify(data, null, 2)}\n`;
}
