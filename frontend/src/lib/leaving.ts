type Guard = (event: PopStateEvent) => void;

let guard: Guard | null = null;

/** Hears of the back button before the router does: listeners of a window are called in the order they came. */
export const watchLeaving = (): void => addEventListener('popstate', (event) => guard?.(event));

/** While something is typed and not saved; null lets everybody go again. */
export const setLeaveGuard = (next: Guard | null): void => {
  guard = next;
};
