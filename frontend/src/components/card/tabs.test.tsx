import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '@/testing/renderPart';
import { Tabs } from './Tabs';

const tabs = ['ИНФО', 'КОННЕКТОРЫ', 'СЕССИИ'].map((title, at) => ({ id: `${at}`, title, path: `/${at}` }));
const scrolled: number[] = [];

/** jsdom measures nothing: the line is as wide as it is said to be. */
function measure(scrollWidth: number): void {
  vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockReturnValue(scrollWidth);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(300);
  HTMLElement.prototype.scrollBy = (options?: ScrollToOptions | number) => {
    scrolled.push(typeof options === 'object' ? (options.left ?? 0) : 0);
  };
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(private changed: () => void) {}
      observe() {
        this.changed();
      }
      disconnect() {
        this.changed = () => undefined;
      }
    },
  );
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  scrolled.length = 0;
});

describe('[UI-117, STN-069] The line of tabs', () => {
  it('has arrows at its ends that scroll it, when the names do not fit', async () => {
    measure(900);
    const { user } = renderPart(<Tabs tabs={tabs} active="0" />);
    expect(screen.getAllByRole('link').map(({ textContent }) => textContent)).toEqual([
      'ИНФО',
      'КОННЕКТОРЫ',
      'СЕССИИ',
    ]);
    await user.click(screen.getByRole('button', { name: 'Прокрутить вправо' }));
    await user.click(screen.getByRole('button', { name: 'Прокрутить влево' }));
    expect(scrolled.map(Math.sign)).toEqual([1, -1]);
  });

  it('has none when they fit', () => {
    measure(300);
    renderPart(<Tabs tabs={tabs} active="0" />);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('shows the name of the open tab, also when the line becomes narrower', () => {
    measure(900);
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function place(
      this: HTMLElement,
    ) {
      return (this.tagName === 'A' ? { left: 640, right: 740 } : { left: 0, right: 300 }) as DOMRect;
    });
    renderPart(<Tabs tabs={tabs} active="2" />);
    const line = screen.getByRole('navigation');
    expect(line.scrollLeft).toBeGreaterThanOrEqual(740 - 300);
  });
});
