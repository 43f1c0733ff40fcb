export const CLASSES: Readonly<Record<string, string>>;
