export const without = <T extends object, K extends keyof T>(from: T, ...keys: K[]): Omit<T, K> =>
  Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>;

export const mapped = <T>(of: Record<string, T>, change: (rule: T, name: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(of).map(([name, rule]) => [name, change(rule, name)]));
