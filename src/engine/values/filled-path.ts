/** The path of a call: a template such as `/pets/{id}` with encoded values. @param valueOf by the name of the parameter */
export const filledPath = (template: string, valueOf: (name: string) => unknown): string =>
  template.replace(/\{([^{}]+)\}/g, (_, name: string) => encodeURIComponent(String(valueOf(name))));
