import { computed, signal } from '@preact/signals';
import { hashOf, parseRoute, type Route, type Screen } from '../text/route.js';

export const route = signal(parseRoute(location.hash));

addEventListener('hashchange', () => (route.value = parseRoute(location.hash)));

export const sandboxName = computed(() => route.value.sandbox);

/** The address of another view; members that are left out stay. Another screen begins without selection and filter. */
export function address(to: Partial<Route>): string {
  const { value: now } = route;
  const isOther = to.screen !== undefined && to.screen !== now.screen;
  return hashOf({ ...now, ...(isOther && { parts: [], query: {} }), ...to });
}

export const screenAddress = (screen: Screen, parts: readonly string[] = [], query: Route['query'] = {}): string =>
  address({ screen, parts, query });

/** Opens a view, with a new entry in the browser's history. */
export function go(to: Partial<Route>): void {
  location.hash = address(to);
}

/** Replaces the address: changes of a filter are no steps back. */
export function replace(to: Partial<Route>): void {
  history.replaceState(null, '', address(to));
  route.value = parseRoute(location.hash);
}
