/** Valid names in a path: `/@worker-3/…`. */
export const isSandboxName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name);

export const sandboxNames = '1 to 64 letters, digits, dots, underscores and hyphens';
