import type { ErrorObject } from 'ajv';

/** ajv's compiled validator of config.schema.json. */
declare const validate: ((data: unknown) => boolean) & { errors?: ErrorObject[] | null };
export default validate;
