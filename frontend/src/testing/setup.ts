import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { needTexts, setLanguage, startI18n } from '@/app/i18n/i18n';
import { dismissAllToasts } from '@/components/toast/toasts';
import { server } from './server';

const nothing = () => undefined;

// jsdom draws nothing, so it has no sizes and no media queries: a wide light screen is pretended.
globalThis.ResizeObserver = class {
  observe = nothing;
  unobserve = nothing;
  disconnect = nothing;
};
const noMatch = {
  matches: false,
  addEventListener: nothing,
  removeEventListener: nothing,
  addListener: nothing,
  removeListener: nothing,
};
globalThis.matchMedia = (media) => ({ ...noMatch, media }) as unknown as MediaQueryList;
HTMLDialogElement.prototype.showModal = function showModal() {
  this.setAttribute('open', '');
};
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.scrollTo = function scrollTo(to?: number | ScrollToOptions) {
  if (typeof to === 'object') this.scrollTop = to.top ?? this.scrollTop;
  this.dispatchEvent(new Event('scroll'));
};

// Pages are loaded when they are opened; a busy machine takes its time. Whoever passes never waits for it.
configure({ asyncUtilTimeout: 40_000 });

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' });
  await startI18n('ru');
  await needTexts();
});
beforeEach(async () => {
  localStorage.clear();
  await setLanguage('ru');
});
afterEach(() => {
  cleanup();
  dismissAllToasts();
  server.resetHandlers();
});
afterAll(() => server.close());
