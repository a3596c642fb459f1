import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A button that opens a panel. Escape, a click elsewhere and a choice close it. */
export function Menu({
  label,
  caption,
  children,
  isOpen,
  setOpen,
  isUp = false,
}: {
  readonly label: string;
  readonly caption: ComponentChildren;
  readonly children: ComponentChildren;
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
  readonly isUp?: boolean;
}): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const closeOutside = ({ target }: Event): void => {
      if (!(target instanceof Node) || !place.current?.contains(target)) setOpen(false);
    };
    addEventListener('pointerdown', closeOutside);
    addEventListener('focusin', closeOutside);
    return () => {
      removeEventListener('pointerdown', closeOutside);
      removeEventListener('focusin', closeOutside);
    };
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return;
    event.stopPropagation();
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class={isUp ? 'menu up' : 'menu'} ref={place} onKeyDown={onKeyDown}>
      <button
        type="button"
        class="btn caret"
        ref={button}
        aria-label={label}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {caption}
      </button>
      {isOpen && <div class="pop">{children}</div>}
    </div>
  );
}
