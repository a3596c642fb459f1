import { computed, signal } from '@preact/signals';

/** `seq` of the last entry that the list shows; undefined: it is not paused. */
export const pausedAt = signal<number | undefined>(undefined);
export const isPaused = computed(() => pausedAt.value !== undefined);
