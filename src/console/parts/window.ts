/** Draws only the rows of a long list that can be seen. */
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

/** Rows drawn beyond each edge, so that slow scrolling shows no gaps. */
const MARGIN = 6;

export interface RowWindow {
  readonly from: number;
  readonly to: number;
  /** Pixels above and below the drawn rows. */
  readonly above: number;
  readonly below: number;
}

/** @param place the element that scrolls @param rowHeight in pixels */
export function useWindow(place: RefObject<HTMLElement | null>, count: number, rowHeight: number): RowWindow {
  const [view, setView] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    let frame = 0;
    const read = (): void => {
      frame = 0;
      setView((old) => {
        const next = { top: element.scrollTop, height: element.clientHeight };
        // A few rows of movement are covered by the margin.
        const isNear = Math.abs(next.top - old.top) < (MARGIN / 2) * rowHeight && next.height === old.height;
        return isNear && next.top !== 0 ? old : next;
      });
    };
    const later = (): void => {
      frame ||= requestAnimationFrame(read);
    };
    const observer = new ResizeObserver(later);
    observer.observe(element);
    element.addEventListener('scroll', later, { passive: true });
    read();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', later);
      cancelAnimationFrame(frame);
    };
  }, [rowHeight]);
  const from = Math.max(0, Math.min(Math.floor(view.top / rowHeight), count) - MARGIN);
  const to = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + MARGIN);
  return { from, to, above: from * rowHeight, below: Math.max(0, count - to) * rowHeight };
}

/** Whether a media query matches. */
export function useMedia(text: string): boolean {
  const [isMatching, setMatching] = useState(() => matchMedia(text).matches);
  useEffect(() => {
    const list = matchMedia(text);
    const read = (): void => setMatching(list.matches);
    list.addEventListener('change', read);
    return () => list.removeEventListener('change', read);
  }, [text]);
  return isMatching;
}
